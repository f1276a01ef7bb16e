// Buttons that copy or print what stands on the page; without scripts they stay hidden.
import { $$ } from "./dom.js";

for (const button of $$("[data-print]")) button.hidden = false;
for (const button of $$("[data-copy]")) button.hidden = !navigator.clipboard; // only under TLS

document.addEventListener("click", async (event) => {
  if (event.target.closest?.("[data-print]")) return window.print();
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const lines = $$(button.dataset.copy).map((each) => each.textContent.trim());
  await navigator.clipboard.writeText(lines.join("\n"));
  button.lastChild.textContent = ` ${button.dataset.copied}`;
});
