// [data-compare]: the SHA-256 of a file of the reader, told in the browser; nothing is sent.
import { $, $$ } from "./dom.js";

const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");

for (const place of $$("[data-compare]")) {
  if (!globalThis.crypto?.subtle) continue; // only under TLS; the sentence above it says how else
  place.hidden = false;
  $("input[type=file]", place).addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    const found = hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const known = $$("[data-same]", place);
    for (const each of known) each.hidden = each.dataset.same !== found;
    $("[data-other]", place).hidden = known.some((each) => !each.hidden);
    $("[data-computed]", place).textContent = `${file.name}: ${found}`;
  });
}
