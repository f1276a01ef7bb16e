// What the page told us, and what the bundle of the house lends.
import { $, make, shape } from "../dom.js";

export const told = JSON.parse($("#editor")?.textContent || "{}");

/** A sentence in the language of the page. */
export function word(key, values = {}) {
  return (told.words?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const house = () => window.house;
export const freshId = () => crypto.getRandomValues(new Uint8Array(16)).reduce((id, byte) => id + byte.toString(16).padStart(2, "0"), "");

export function button(icon, label, run, { text = "", kind = "quiet", ...attributes } = {}) {
  const made = make("button", { type: "button", class: `btn ${kind}`, ...(text ? {} : { "aria-label": label, title: label }), ...attributes }, icon ? shape("i", icon) : null, text);
  made.addEventListener("click", run);
  return made;
}

/** A dialog of the house with a form: resolves with its fields, or null where one thinks better of it. */
export function ask(title, fields, { label = word("done") } = {}) {
  const form = make("form", { method: "dialog" });
  const inside = make("div", { class: "in stack" }, ...fields);
  const dialog = make("dialog", { class: "dlg", "aria-label": title }, form);
  const no = button("", word("cancel"), () => dialog.close(), { text: word("cancel"), kind: "" });
  form.append(make("div", { class: "top" }, make("h2", {}, title)), inside, make("div", { class: "bot" }, no, make("button", { class: "btn go", type: "submit" }, label)));
  document.body.append(dialog);
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      resolve(new FormData(form));
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(null);
    });
    dialog.showModal();
    $("input, select, textarea", dialog)?.focus();
  });
}

export function field(label, control) {
  control.id ||= `f-${freshId().slice(0, 8)}`;
  return make("div", { class: "field" }, make("label", { for: control.id }, label), control);
}
