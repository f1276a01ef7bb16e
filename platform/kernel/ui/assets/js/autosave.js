// form[data-autosave]: saved shortly after the last key, honest about it, never overwriting somebody else.
import { $, $$, make, shape } from "./dom.js";
import { fieldsOf, forget, isDirty, keep, restore, snapshot } from "./drafts.js";
import { refuse, sentenceOf } from "./messages.js";
import { send } from "./send.js";
import { clockTime, say } from "./words.js";

const PAUSE = 1200; // ms after the last key
const RETRY = [5000, 10000, 30000]; // ms; then every 30 s
const works = new WeakMap();

function work(form) {
  if (!works.has(form)) works.set(form, { timer: 0, saving: null, again: false, failures: 0, conflict: false, shown: "" });
  return works.get(form);
}

function show(form, state, text) {
  work(form).shown = state;
  const place = $("[data-save-status]", form) ?? $("[data-save-status]");
  if (!place) return;
  place.className = `saved ${state}`;
  place.setAttribute("aria-live", state === "failed" ? "assertive" : "off");
  place.replaceChildren(...(state === "" ? [shape("i", "check")] : []), ` ${text}`);
}

function schedule(form, delay = PAUSE) {
  const state = work(form);
  if (!state.shown) show(form, "waiting", say("waiting")); // once, not at each key
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), delay);
}

async function learn(form, response) {
  const revision = $("input[name=revision]", form);
  const type = response.headers.get("Content-Type") ?? "";
  let [next, at] = [response.headers.get("X-Revision"), ""];
  const text = await response.text();
  if (type.includes("json") && text) ({ revision: next = next, saved_at: at = "" } = JSON.parse(text));
  else if (type.includes("html")) {
    const page = new DOMParser().parseFromString(text, "text/html");
    next ??= $("input[name=revision]", (form.id && page.getElementById(form.id)) || page)?.value;
  }
  if (revision && next != null) revision.value = next;
  return at;
}

function failed(form, sentence) {
  keep(form);
  show(form, "failed", say("unsaved"));
  if (sentence) refuse(sentence, form);
}

function retry(form) {
  const state = work(form);
  failed(form);
  schedule(form, RETRY[Math.min(state.failures++, RETRY.length - 1)]);
}

async function answer(form, response, sent) {
  const state = work(form);
  if (response.status === 409) return collide(form, sentenceOf(409, await response.text(), response.headers.get("Content-Type") ?? ""));
  if (response.status >= 500) return retry(form);
  if (!response.ok) return failed(form, sentenceOf(response.status, await response.text(), response.headers.get("Content-Type") ?? ""));
  state.failures = 0;
  const at = await learn(form, response);
  if (JSON.stringify(snapshot(form)) !== sent) return schedule(form);
  forget(form);
  show(form, "", `${say("saved")} ${at || clockTime()}`);
  form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true }));
}

async function attempt(form, keepalive) {
  const sent = JSON.stringify(snapshot(form));
  const body = new URLSearchParams(new FormData(form));
  const headers = { "X-Autosave": "1", Accept: "application/json, text/html" };
  try {
    await answer(form, await send(form.action, { method: "POST", body, headers, keepalive }), sent);
  } catch {
    retry(form);
  }
}

export async function save(form, { keepalive = false } = {}) {
  const state = work(form);
  clearTimeout(state.timer);
  if (!form.isConnected || state.conflict) return;
  if (state.saving) return void (state.again = true);
  show(form, "saving", say("saving"));
  state.saving = attempt(form, keepalive);
  await state.saving;
  state.saving = null;
  if (state.again) {
    state.again = false;
    schedule(form, 0);
  }
}

// -- somebody else was faster ---------------------------------------------------
async function theirCopy(form) {
  for (const url of [form.action, location.href]) {
    const response = await send(url);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const copy = form.id && page.getElementById(form.id);
    if (response.ok && copy) return copy;
  }
  return null;
}

function differences(form, other) {
  const theirs = fieldsOf(other);
  return fieldsOf(form).flatMap((field, at) => {
    const there = theirs[at]?.name === field.name ? theirs[at] : theirs.find((each) => each.name === field.name);
    return there && there.value !== field.value ? [{ mine: field.value, theirs: there.value }] : [];
  });
}

const column = (title, text) => make("div", {}, make("h3", {}, title), make("div", { class: "text", tabindex: "0" }, text));

function panel(form, other) {
  const box = make("div", { class: "conflict", role: "alert", "data-conflict": true }, make("b", { class: "b" }, say("conflict")));
  for (const { mine, theirs } of differences(form, other)) {
    box.append(make("div", { class: "two" }, column(say("mine"), mine), column(say("theirs"), theirs)));
  }
  const keepMine = make("button", { class: "btn", type: "button" }, say("keepMine"));
  const takeTheirs = make("button", { class: "btn", type: "button" }, say("takeTheirs"));
  box.append(make("div", { class: "acts" }, keepMine, takeTheirs));
  const decide = (take) => {
    const [revision, now] = [form, other].map((each) => $("input[name=revision]", each));
    if (revision && now) revision.value = now.value;
    if (take) restore(form, snapshot(other));
    Object.assign(work(form), { conflict: false, again: false });
    clearTimeout(work(form).timer);
    box.remove();
    if (take) forget(form), show(form, "", `${say("saved")} ${clockTime()}`);
    else save(form);
    fieldsOf(form)[0]?.focus();
  };
  keepMine.onclick = () => decide(false);
  takeTheirs.onclick = () => decide(true);
  return box;
}

async function collide(form, said) {
  failed(form);
  const other = await theirCopy(form);
  if (!other) return refuse(said, form);
  work(form).conflict = true;
  $("[data-conflict]", form)?.remove();
  form.prepend(panel(form, other));
}

// the same, when a button of the form was faster than the saving
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status !== 409 || !elt.matches?.("form[data-autosave]")) return;
  event.preventDefault();
  collide(elt, sentenceOf(409, xhr.responseText, xhr.getResponseHeader("Content-Type") ?? ""));
});

// -- when to save ---------------------------------------------------------------
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form) schedule(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form && isDirty(form)) schedule(form, 0);
});
// a button of the form: what is under way ends first, so that a form never collides with itself
document.addEventListener("htmx:confirm", async (event) => {
  const form = event.detail.elt;
  if (!form.matches?.("form[data-autosave]")) return;
  clearTimeout(work(form).timer);
  if (!work(form).saving) return;
  event.preventDefault();
  await work(form).saving;
  clearTimeout(work(form).timer);
  event.detail.issueRequest(true);
});
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("form[data-autosave]") || form.matches("[hx-post]")) return;
  if (!button?.name) {
    event.preventDefault();
    return save(form);
  }
  const state = work(form);
  clearTimeout(state.timer);
  if (!state.saving) return;
  event.preventDefault();
  await state.saving;
  clearTimeout(state.timer);
  if (!state.conflict) form.requestSubmit(button);
});
const flush = () => $$("form[data-autosave]").filter(isDirty).forEach((form) => save(form, { keepalive: true }));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
window.addEventListener("online", flush);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && $("form[data-autosave]")) {
    event.preventDefault();
    flush();
  }
});
