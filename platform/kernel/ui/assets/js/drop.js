// A place to drop a file; too large is said before it is sent.
import { $, $$, make } from "./dom.js";
import { fileSize, say } from "./words.js";

const limit = (input) => Number(input.dataset.maxBytes || Infinity);

function check(input) {
  const zone = input.closest(".drop");
  const file = input.files[0];
  const large = file && file.size > limit(input);
  const text = large ? say("tooLarge", { size: fileSize(file.size), limit: fileSize(limit(input)) }) : "";
  input.setCustomValidity(text);
  zone?.classList.toggle("bad", Boolean(large));
  if (!zone) return;
  const line = $(".file", zone) ?? zone.appendChild(make("p", { class: "file", role: "status" }));
  line.className = large ? "file bad" : "file";
  line.textContent = large ? text : file ? `${file.name} · ${fileSize(file.size)}` : "";
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[type=file]")) check(event.target);
});
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.(".drop");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragenter" || kind === "dragover");
    if (kind !== "drop") return;
    const input = $("input[type=file]", zone);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function start(root) {
  for (const zone of $$(".drop", root)) {
    if ($("[data-drop-hint]", zone)) continue;
    // The browser's own button speaks the browser's language; ours lies under it and speaks the page's.
    zone.classList.add("dressed");
    const button = make("span", { class: "btn", "aria-hidden": "true" }, say("choose"));
    zone.append(button, make("p", { class: "m s", "data-drop-hint": true }, say("drop")));
  }
}
document.addEventListener("htmx:load", ({ detail }) => start(detail.elt.parentElement ?? document));
start(document);
