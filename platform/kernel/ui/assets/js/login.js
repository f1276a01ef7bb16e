// An ended session opens a login over the page; the page and what was typed in it stay.
import { csrfToken, renewToken } from "./csrf.js";
import { $, $$, parse, person } from "./dom.js";
import { say } from "./words.js";

let pending = null;
const ui = () => ({
  dialog: $("#login-dialog"),
  form: $("#login-dialog form"),
  why: $("[data-login-why]"),
  error: $("[data-login-error]"),
});
const LOGIN = "password"; // the steps of the dialog
const CODE = "code";

/** Show one step; the fields of the other one are not sent. */
function show(step) {
  for (const each of $$("[data-login-step]")) each.hidden = each.disabled = each.dataset.loginStep !== step;
  const input = $(`#login-dialog-${step}`) ?? $("[data-login-focus]");
  if (input.matches("input")) input.value = "";
  input.focus();
}

/** Ask for the password again. Resolves true when the same person is back. */
export function login(reason, { lock = false } = {}) {
  const { dialog, form, why } = ui();
  if (!dialog) {
    location.assign(document.body.dataset.loginUrl || "/login/");
    return Promise.resolve(false);
  }
  if (lock) dialog.classList.add("lock");
  if (pending) return pending.promise;
  why.textContent = reason;
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  pending = { promise, resolve };
  dialog.showModal();
  form.action = document.body.dataset.loginUrl;
  show(LOGIN);
  return promise;
}

function finish(back) {
  const { dialog, error } = ui();
  show(LOGIN);
  error.hidden = true;
  dialog.classList.remove("lock");
  dialog.close();
  const { resolve } = pending ?? {};
  pending = null;
  resolve?.(back);
}

/** The server's page says who is logged in now; only the same person goes on where the text is. */
function resume(page) {
  if (!person(page)) return false;
  if (person(page) !== person()) {
    window.alert(say("other"));
    location.reload();
    return true;
  }
  renewToken($("meta[name=csrf-token]", page)?.content);
  localStorage.setItem("unlocked", Date.now());
  finish(true);
  return true;
}

async function freshPage(url = location.href) {
  const response = await fetch(url, { credentials: "same-origin" });
  return parse(await response.text());
}

function complain(page) {
  const { error, form } = ui();
  const said = $$(".refusal, .field .err, .errors li", page).find((each) => !each.hidden && each.textContent.trim());
  error.textContent = said?.textContent.trim().replace(/\s+/g, " ") || say("broken");
  error.hidden = false;
  $("fieldset:enabled input:not([readonly])", form).select();
}

async function submit(form, again = true) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    credentials: "same-origin",
    headers: { "X-CSRFToken": csrfToken() },
  });
  if (response.status === 403 && again) {
    renewToken($("input[name=csrfmiddlewaretoken]", await freshPage(form.action))?.value);
    return submit(form, false);
  }
  const page = parse(await response.text());
  if (resume(page)) return;
  $("#login-dialog", page)?.remove();
  const { error } = ui();
  const step = ($("[data-second-step]", page) && CODE) || ($("input[name=password]", page) && LOGIN);
  if (step && $(`[data-login-step=${step}]`).disabled) { // on to the code, or back where it came too late
    form.action = step === CODE ? response.url : document.body.dataset.loginUrl;
    error.hidden = true;
    show(step);
    if (response.ok) return;
  }
  if (!response.ok || $("input[name=password]", page)) return complain(page);
  if (!resume(await freshPage())) complain(page);
}

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-login]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.target.dataset.busy) return;
  event.target.dataset.busy = "1";
  try {
    await submit(event.target);
  } catch {
    const { error } = ui();
    error.textContent = say("offline");
    error.hidden = false;
  } finally {
    delete event.target.dataset.busy;
  }
}, true);

document.addEventListener("cancel", (event) => {
  if (event.target.id !== "login-dialog") return;
  event.preventDefault();
  if (!event.target.classList.contains("lock")) finish(false);
}, true);

// another tab of the same agency was unlocked, or was opened for it: this one need not ask again
if (person()) localStorage.setItem("unlocked", Date.now());
window.addEventListener("storage", async (event) => {
  if (event.key === "unlocked" && pending) resume(await freshPage());
});
