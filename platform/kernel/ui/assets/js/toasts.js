// A short word in the corner, with "undo" where the server offers it: HX-Trigger {"toast": {…}}.
import { $, make, shape } from "./dom.js";
import { refuse, sentenceOf } from "./messages.js";
import { send } from "./send.js";
import { say } from "./words.js";

const SHORT = 8000; // ms
const LONG = 20000; // ms, with something to press

async function undo(url, box) {
  box.remove();
  const response = await send(url, { method: "POST" });
  if (response.ok) location.reload();
  else refuse(sentenceOf(response.status, await response.text(), response.headers.get("Content-Type") ?? ""));
}

export function toast({ text, kind = "ok", undo: url = "", href = "", link = "" }) {
  const box = make("div", { class: `toast ${kind}` }, shape("m", kind === "info" ? "turn" : kind), make("span", {}, text));
  if (href) box.append(make("a", { href }, link));
  if (url) {
    const button = make("button", { class: "btn", type: "button" }, say("undo"));
    button.onclick = () => undo(url, box);
    box.append(button);
  }
  const close = make("button", { class: "btn quiet", type: "button", "aria-label": say("close") }, shape("i", "x"));
  close.onclick = () => box.remove();
  box.append(close);
  $("#toasts")?.append(box);
  let timer;
  const start = () => (timer = setTimeout(() => box.remove(), url || href ? LONG : SHORT));
  for (const kind of ["pointerenter", "focusin"]) box.addEventListener(kind, () => clearTimeout(timer));
  for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, start);
  start();
}

document.addEventListener("toast", ({ detail }) => toast(detail));
