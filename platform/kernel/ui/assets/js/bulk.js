// form[data-bulk]: what can be done with the chosen rows stands under them while rows are chosen.
import { $, $$ } from "./dom.js";
import { say } from "./words.js";

const boxes = (form) => $$(":is(tbody, .picks) .pick input[type=checkbox]", form);

function refresh(form) {
  const all = boxes(form);
  const chosen = all.filter((box) => box.checked);
  const bar = $(".bulk", form);
  const head = $("thead .pick input", form);
  bar?.classList.toggle("shown", chosen.length > 0);
  const count = $("[data-bulk-count]", form);
  if (count) count.textContent = `${say("selected", { n: chosen.length })} ${form.dataset.bulkNoun ?? ""}`.trim();
  const number = $("[data-bulk-number]", form);
  if (number) number.textContent = `(${chosen.length})`;
  if (head) {
    head.checked = chosen.length > 0 && chosen.length === all.length;
    head.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
}

function choose(form, on) {
  for (const box of boxes(form)) box.checked = on;
  refresh(form);
}

let last = null;
document.addEventListener("click", (event) => {
  const form = event.target.closest?.("form[data-bulk]");
  if (!form) return;
  if (event.target.closest("[data-bulk-clear]")) {
    event.preventDefault();
    choose(form, false);
    $("thead .pick input", form)?.focus();
  }
  const all = boxes(form);
  if (!all.includes(event.target)) return;
  if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(event.target)].sort((a, b) => a - b);
    for (const box of all.slice(from, to + 1)) box.checked = event.target.checked;
    refresh(form);
  }
  last = event.target;
});
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-bulk]");
  if (!form) return;
  if (event.target.closest("thead .pick")) choose(form, event.target.checked);
  else if (event.target.closest(".pick")) refresh(form);
});

const start = (root) => $$("form[data-bulk]", root).forEach(refresh);
document.addEventListener("htmx:load", ({ detail }) => start(detail.elt));
start(document);
