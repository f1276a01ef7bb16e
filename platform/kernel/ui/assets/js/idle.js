// After some idle minutes the session ends, in every tab at once, and the page waits under the login.
import { csrfToken } from "./csrf.js";
import { $, make } from "./dom.js";
import { login } from "./login.js";
import { say } from "./words.js";

const { idleMinutes, pingUrl, logoutUrl } = document.body.dataset;
const LIMIT = Number(idleMinutes || 0) * 60000; // ms
const WARNING = Math.min(60000, LIMIT / 3); // ms before the end
const PING = Math.min(4 * 60000, LIMIT / 4); // ms between signs of life while somebody works
const ACTIVE = "active-at";

let contact = Date.now();
let locked = false;
let written = 0;

const activeAt = () => Number(localStorage.getItem(ACTIVE)) || Date.now();

function active() {
  if (locked || Date.now() - written < 1000) return;
  written = Date.now();
  localStorage.setItem(ACTIVE, String(written));
}

function warning() {
  return $("#idle") ?? document.body.appendChild(
    make("dialog", { class: "dlg", id: "idle", role: "alertdialog", "aria-labelledby": "idle-text" },
      make("div", { class: "in" }, make("p", { id: "idle-text" })),
      make("div", { class: "bot" }, make("button", { class: "btn go", type: "button", "data-close": true }, say("stay")))),
  );
}

function warn(left) {
  const dialog = warning();
  $("#idle-text", dialog).textContent = say("idle", { n: Math.ceil(left / 1000) });
  if (!dialog.open) {
    dialog.showModal();
    dialog.addEventListener("close", active, { once: true });
  }
}

async function lock() {
  locked = true;
  document.dispatchEvent(new CustomEvent("ui:lock"));
  $("#idle")?.close();
  const back = login(say("locked"), { lock: true });
  try {
    if (logoutUrl) await fetch(logoutUrl, { method: "POST", headers: { "X-CSRFToken": csrfToken() }, redirect: "manual" });
  } catch {
    // without a network the server ends the session by its own clock
  }
  await back;
  locked = false;
  active();
}

function ping() {
  if (Date.now() - contact < PING || Date.now() - activeAt() > PING) return;
  contact = Date.now();
  fetch(pingUrl || location.href, { method: "HEAD" }).catch(() => {});
}

function tick() {
  if (locked) return;
  const left = activeAt() + LIMIT - Date.now();
  if (left <= 0) lock();
  else if (left <= WARNING) warn(left);
  else if ($("#idle[open]")) $("#idle").close();
  ping();
}

if (LIMIT) {
  localStorage.setItem(ACTIVE, String(Date.now()));
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    document.addEventListener(kind, () => $("#idle[open]") || active(), { passive: true, capture: true });
  }
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.requestConfig.headers["X-Background"]) contact = Date.now();
  });
  document.addEventListener("autosave:saved", () => (contact = Date.now()));
  setInterval(tick, Math.min(1000, LIMIT / 10));
}
