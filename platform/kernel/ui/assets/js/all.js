// fieldset[data-all]: a button in its legend ticks all boxes of the fieldset, or none.
import { $$ } from "./dom.js";

const boxes = (set) => $$("input[type=checkbox]", set);

for (const button of $$("[data-all-toggle]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-all-toggle]");
  if (!button) return;
  const all = boxes(button.closest("[data-all]"));
  const on = !all.every((box) => box.checked);
  for (const box of all) box.checked = on;
  all[0]?.dispatchEvent(new Event("change", { bubbles: true })); // what is kept for a reload follows
});
