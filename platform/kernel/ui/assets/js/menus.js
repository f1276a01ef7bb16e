// Disclosures open without us; we close them, and move through them with the arrow keys.
import { $, $$ } from "./dom.js";

const menus = () => $$("details.menu[open]");
const items = (menu) => $$(":is(.pop, .drop-menu) :is(a, button)", menu);

function close(menu, back = false) {
  menu.open = false;
  if (back) $("summary", menu).focus();
}

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) close(menu);
});
document.addEventListener("focusin", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) close(menu);
});
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu");
  if (!menu) return;
  if (event.key === "Escape" && menu.open) return close(menu, true);
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  menu.open = true;
  const list = items(menu);
  const at = list.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  list.at(next < 0 ? -1 : next % list.length)?.focus();
});

// the side menu on a phone covers the page; the page behind it rests
const rest = () => $$("main, .bar, .skip");
function toggleNav(show) {
  const nav = $("#menu");
  if (!nav) return;
  nav.classList.toggle("open", show);
  for (const part of rest()) part.inert = show;
  (show ? $("a", nav) : $("[data-menu]"))?.focus();
}
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-menu]")) {
    event.preventDefault();
    toggleNav(true);
  } else if (event.target.closest?.("[data-menu-close]")) {
    event.preventDefault();
    toggleNav(false);
    if (location.hash === "#menu") history.replaceState(null, "", location.pathname + location.search);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && $("#menu.open")) toggleNav(false);
});
window.matchMedia("(min-width: 56.01rem)").addEventListener("change", (query) => {
  if (query.matches && $("#menu.open")) toggleNav(false);
});
