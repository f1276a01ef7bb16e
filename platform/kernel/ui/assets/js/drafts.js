// Typed text is never lost: it is kept on this machine, per person and path, until the server has it.
import { $, $$, make, person } from "./dom.js";
import { say } from "./words.js";

export const KEPT = "form[data-autosave], form[data-keep]";
const WEEK = 7 * 24 * 3600 * 1000; // ms
const SKIPPED = "[type=password], [type=file], [type=hidden], [type=submit], [type=button], [data-no-keep]";
const dirty = new Set();

const address = (form) => form.id || new URL(form.action, location.href).pathname;
export const keyOf = (form) => `keep:${person()}:${location.pathname}:${address(form)}`;

export function fieldsOf(form) {
  return [...form.elements].filter((each) => each.name && !each.matches(SKIPPED) && each.type !== "fieldset");
}

function valueOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
}

function putValue(field, value) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = value;
}

/** What stands in a form now, one value per control in their order. */
export const snapshot = (form) => fieldsOf(form).map((field) => [field.name, valueOf(field)]);

export function restore(form, values) {
  const left = [...values];
  for (const field of fieldsOf(form)) {
    const at = left.findIndex(([name]) => name === field.name);
    if (at >= 0) putValue(field, left.splice(at, 1)[0][1]);
  }
}

function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    sessionStorage.setItem(key, JSON.stringify(value)); // full or forbidden: at least for this tab
  }
}

function stored(key) {
  const text = localStorage.getItem(key) ?? sessionStorage.getItem(key);
  return text ? JSON.parse(text) : null;
}

function drop(key) {
  localStorage.removeItem(key);
  sessionStorage.removeItem(key);
}

export function keep(form) {
  dirty.add(form);
  store(keyOf(form), { at: Date.now(), values: snapshot(form) });
}

export function forget(form) {
  dirty.delete(form);
  drop(keyOf(form));
}

export const isDirty = (form) => dirty.has(form);

function offer(form, kept) {
  const at = new Date(kept.at);
  const when = `${String(at.getDate()).padStart(2, "0")}/${String(at.getMonth() + 1).padStart(2, "0")}, ${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  const back = make("button", { class: "btn", type: "button" }, say("restore"));
  const away = make("button", { class: "btn quiet", type: "button" }, say("discard"));
  const box = make("div", { class: "kept", role: "status", "data-kept": true }, make("span", {}, `${say("kept")} (${when})`), back, away);
  back.onclick = () => {
    restore(form, kept.values);
    box.remove();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    fieldsOf(form)[0]?.focus();
  };
  away.onclick = () => {
    forget(form);
    box.remove();
  };
  form.prepend(box);
}

/** Offer back what an earlier visit could not send. */
export function lookBack(root = document) {
  const own = root.matches?.(KEPT) ? [root] : [];
  for (const form of [...own, ...$$(KEPT, root)]) {
    const kept = stored(keyOf(form));
    if (!kept || dirty.has(form) || $("[data-kept]", form)) continue;
    const same = JSON.stringify(kept.values) === JSON.stringify(snapshot(form));
    if (same || Date.now() - kept.at > WEEK) drop(keyOf(form));
    else offer(form, kept);
  }
}

// A plain form that was sent and whose page is not shown again has arrived.
const SENT = "sent-forms";
function arrived() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "[]");
  if (!sent.length || !person()) return;
  const here = $$(KEPT).map(keyOf);
  for (const key of sent) if (!here.includes(key)) drop(key);
  sessionStorage.removeItem(SENT);
}

let timer;
document.addEventListener("input", (event) => {
  const form = event.target.closest?.(KEPT) ?? (event.target.matches?.(KEPT) ? event.target : null);
  if (!form || event.target.matches(SKIPPED)) return;
  dirty.add(form);
  clearTimeout(timer);
  timer = setTimeout(() => dirty.has(form) && keep(form), 300);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(KEPT) || form.matches("[hx-post]")) return;
  keep(form);
  dirty.delete(form);
  sessionStorage.setItem(SENT, JSON.stringify([...JSON.parse(sessionStorage.getItem(SENT) ?? "[]"), keyOf(form)]));
});
// the form that asked: detail.elt is what it stood in, where the answer took its place
document.addEventListener("htmx:afterRequest", ({ detail: { successful, requestConfig } }) => {
  if (successful && requestConfig.elt.matches?.(KEPT)) forget(requestConfig.elt);
});
document.addEventListener("ui:lock", () => dirty.forEach((form) => form.isConnected && keep(form)));
window.addEventListener("beforeunload", (event) => {
  for (const form of dirty) if (form.isConnected) keep(form);
    else dirty.delete(form);
  if (dirty.size) event.preventDefault();
});
document.addEventListener("htmx:load", ({ detail }) => lookBack(detail.elt));

arrived();
lookBack();
