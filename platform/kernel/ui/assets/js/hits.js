// Results under a search field: arrow keys walk through them, Enter opens, Escape goes back to the words.
import { $, $$ } from "./dom.js";

function walk(event) {
  const field = $("[data-hits]");
  const region = field && $(field.dataset.hits);
  const inside = region && (event.target === field || region.contains(event.target));
  if (!inside || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = $$("a.hit", region);
  const at = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
  else if (event.key === "Escape" && at >= 0) field.focus();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", walk);
