// Where refusals are said: in the dialog that asked, else on top of the page.
import { $, make, parse, shape } from "./dom.js";
import { say } from "./words.js";

/** The place for messages about `element`; inside an open dialog it is the dialog's own. */
export function place(element) {
  const dialog = element?.closest?.("dialog[open]") ?? $("dialog[open]:not(#login-dialog, #palette)");
  if (!dialog) return $("#messages") ?? $("main")?.insertAdjacentElement("afterbegin", make("div", { id: "messages" }));
  const slot = $("[data-messages]", dialog);
  if (slot) return slot;
  const made = make("div", { "data-messages": true });
  ($(".in", dialog) ?? dialog).prepend(made);
  return made;
}

export function refuse(sentence, element) {
  const box = make("div", { class: "refusal", role: "alert", tabindex: "-1" });
  box.append(shape("m", "gap"), make("div", {}, make("b", { class: "b" }, sentence)));
  place(element).replaceChildren(box);
  box.focus();
}

export const settle = (element) => place(element)?.replaceChildren();

/** The sentence in an answer: JSON of the API, a refusal as HTML, or what the status means. */
export function sentenceOf(status, text, type = "") {
  if (type.includes("json")) {
    const answer = JSON.parse(text || "{}");
    if (answer.sentence || answer.detail) return answer.sentence || answer.detail;
  }
  const said = type.includes("html") && $(".refusal, .errors li, .field .err", parse(text));
  if (said) return said.textContent.trim().replace(/\s+/g, " ");
  if (!status) return say("offline");
  return status === 404 ? say("gone") : say("broken");
}
