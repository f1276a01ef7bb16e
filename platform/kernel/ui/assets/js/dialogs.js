// Native dialogs: focus trap and Esc come with them; we choose where focus goes and what closes them.
import { $, make, parse, shape } from "./dom.js";
import { refuse, sentenceOf } from "./messages.js";
import { send } from "./send.js";
import { say } from "./words.js";

const FIRST = "[autofocus], .in :is(input:not([type=hidden]), select, textarea), .bot .btn:not(.warn)";

export function open(dialog) {
  if (dialog.open) return;
  dialog.showModal();
  ($(FIRST, dialog) ?? dialog).focus();
}

/** A page shown as a dialog: its heading and what its <main> holds. */
async function openPage(url) {
  const response = await send(url);
  const text = await response.text();
  if (!response.ok) return refuse(sentenceOf(response.status, text, response.headers.get("Content-Type") ?? ""));
  const page = parse(text);
  const source = $("main", page) ?? page.body;
  const heading = $("h1, h2", source);
  const title = make("h2", { id: "page-dialog-title" }, heading?.textContent.trim() ?? "");
  heading?.closest(".head")?.remove();
  heading?.remove();
  $("#messages", source)?.remove();
  const close = make("a", { class: "btn quiet close", href: "#", "data-close": true, "aria-label": say("close") }, shape("i", "x"));
  const dialog = make("dialog", { class: "dlg", "aria-labelledby": "page-dialog-title", "data-once": true });
  dialog.append(make("div", { class: "top" }, title, close), make("div", { class: "in" }, ...source.childNodes));
  document.body.append(dialog);
  window.htmx.process(dialog);
  open(dialog);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  if (opener && !event.ctrlKey && !event.metaKey) {
    const name = opener.dataset.dialog || opener.getAttribute("href")?.match(/^#(.+)/)?.[1];
    event.preventDefault();
    if (name) open(document.getElementById(name));
    else openPage(opener.href);
    return;
  }
  const closer = event.target.closest?.("dialog [data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

// a click beside a dialog closes it, unless something could be lost
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || dialog.id === "login-dialog" || $("form:not([method=get])", dialog)) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});

document.addEventListener("close", (event) => {
  if (event.target.dataset?.once !== undefined) event.target.remove();
  if (document.activeElement === document.body) $("main")?.focus();
}, true);

// who acts has to be asked first: over the page, so that what was typed in it stays
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const address = event.detail.xhr.getResponseHeader("X-Confirm");
  if (!address) return;
  event.preventDefault();
  openPage(address);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const dialog = detail.elt.closest?.("dialog[open]");
  if (dialog && detail.successful && detail.requestConfig.verb !== "get" && !dialog.contains(detail.target)) dialog.close();
});

const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named instanceof HTMLDialogElement) open(named);
