// What scrolls sideways must be reachable by keyboard.
import { $, $$ } from "./dom.js";

function check(box) {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  if (!scrolls || box.hasAttribute("tabindex")) return;
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", $("caption", box)?.textContent.trim() || document.title);
}

const start = (root = document) => $$(".tbl-box, .doc .wide", root).forEach(check);
document.addEventListener("htmx:load", ({ detail }) => start(detail.elt.parentElement ?? document));
window.addEventListener("resize", () => start());
start();
