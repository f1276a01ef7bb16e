// The order matters where two files listen for the same event: a question comes before the guard.
import "./requests.js";
import "./confirm.js";
import "./autosave.js";
import "./submit.js";
import "./login.js";
import "./dialogs.js";
import "./menus.js";
import "./drafts.js";
import "./idle.js";
import "./bulk.js";
import "./all.js";
import "./order.js";
import "./palette.js";
import "./hits.js";
import "./grid.js";
import "./drop.js";
import "./scrollers.js";
import "./toasts.js";
import "./copy.js";
import "./compare.js";
import "./onward.js";
import "./share.js";
import { $ } from "./dom.js";

$("[data-focus]")?.focus();
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-back]") || history.length < 2) return;
  event.preventDefault();
  history.back();
});
