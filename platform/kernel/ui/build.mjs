// Bundles styles and scripts into static/ui/dist; names get their hash from Django's manifest storage.
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { context } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}static/ui/dist`;
const watching = process.argv.includes("--watch");

const options = {
  absWorkingDir: here,
  entryPoints: [
    { in: "assets/js/early.js", out: "early" },
    { in: "assets/js/app.js", out: "app" },
    { in: "assets/css/app.css", out: "app" },
    { in: "assets/js/editor.js", out: "editor" },
    { in: "assets/css/editor.css", out: "editor" },
    { in: "assets/js/filling.js", out: "filling" },
    { in: "assets/css/filling.css", out: "filling" },
  ],
  outdir: out,
  bundle: true,
  minify: !watching,
  format: "iife",
  target: ["chrome111", "firefox115", "safari16.4"],
  external: ["data:*"],
  legalComments: "none",
  logLevel: "warning",
};
await mkdir(out, { recursive: true });
await copyFile(`${here}assets/favicon.svg`, `${out}/favicon.svg`);
const build = await context(options);
if (watching) await build.watch();
else {
  await build.rebuild();
  await build.dispose();
  for (const name of ["early.js", "app.js", "app.css", "editor.js", "editor.css", "filling.js", "filling.css"]) {
    const bytes = gzipSync(await readFile(`${out}/${name}`)).length;
    console.log(`${name} ${(bytes / 1024).toFixed(1)} kB gzip`);
  }
}
