// The list of keys.
import { make } from "../dom.js";
import { button, word } from "./house.js";

const KEYS = [
  ["Ctrl+Alt+0 … 4", "keyKind"], ["Ctrl+B · Ctrl+I · Ctrl+U", "keyMarks"], ["Shift+Enter", "keyBreak"], ["Tab · Shift+Tab", "keyLevel"],
  ["Alt+↑ · Alt+↓", "keyMove"], ["/", "keyInsert"], ["[[", "keyLink"], ["{{", "keyPlaceholder"], ["Ctrl+Enter", "keyStep"], ["Ctrl+S", "keySave"],
  ["Ctrl+Z · Ctrl+Y", "keyUndo"], ["Alt+F10 · Esc", "keyToolbar"], ["Alt+Enter · Esc", "keyControls"], ["Ctrl+/", "keyHelp"],
];

export function help() {
  const rows = KEYS.flatMap(([keys, key]) => [make("dt", {}, ...keys.split(" ").map((each) => (/^[·…]$/.test(each) ? ` ${each} ` : make("kbd", {}, each)))), make("dd", {}, word(key))]);
  const close = button("", word("done"), () => dialog.close(), { text: word("done"), kind: "go", autofocus: true });
  const dialog = make("dialog", { class: "dlg keys", "aria-label": word("help") },
    make("div", { class: "top" }, make("h2", {}, word("help"))),
    make("div", { class: "in" }, make("dl", {}, ...rows)),
    make("div", { class: "bot" }, make("a", { class: "btn quiet", href: "?by=block" }, word("byBlock")), close));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}
