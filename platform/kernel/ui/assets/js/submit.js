// A second click while the first is on its way does nothing.
import { $$ } from "./dom.js";

const PATIENCE = 15000; // ms; then the person may try again
const DOWNLOAD = 2000; // ms; the page stays, and nothing tells when a file has come

const guarded = (form) => form.getAttribute("method")?.toLowerCase() === "post" || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]");
const buttons = (form) => $$("button:not([type=button]), input[type=submit]", form);

function release(form) {
  delete form.dataset.busy;
  for (const button of buttons(form)) {
    button.classList.remove("busy");
    button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.dataset.busy) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  const byHtmx = form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]") || form.closest("[hx-boost=true]");
  if (!guarded(form) || (event.defaultPrevented && !byHtmx)) return;
  form.dataset.busy = "1";
  event.submitter?.classList.add("busy");
  for (const button of buttons(form)) button.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), form.matches("[data-download]") ? DOWNLOAD : PATIENCE);
});

const busy = new WeakSet();
document.addEventListener("click", (event) => {
  const element = event.target.closest?.(":is(a, button):is([hx-post], [hx-put], [hx-patch], [hx-delete])");
  if (!element || !busy.has(element)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "get") return;
  busy.add(detail.elt);
  if (detail.elt.matches(".btn")) detail.elt.classList.add("busy");
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  busy.delete(detail.elt);
  detail.elt.classList?.remove("busy");
  if (detail.elt.tagName === "FORM") release(detail.elt);
});
window.addEventListener("pageshow", () => $$("form[data-busy]").forEach(release));
