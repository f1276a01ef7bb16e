// The question before an act that can't be taken back: data-confirm on a form, a button, an hx- element.
import { make, shape } from "./dom.js";
import { repeated } from "./requests.js";
import { say } from "./words.js";

const confirmed = new WeakSet();

/** Ask; resolves true for yes. "No" has the focus. */
export function ask({ question, note = "", label = "", danger = false }) {
  const no = make("button", { class: "btn", type: "button", value: "" }, say("no"));
  const yes = make("button", { class: danger ? "btn go warn" : "btn go", type: "button" }, label || say("yes"));
  const dialog = make("dialog", { class: danger ? "dlg danger" : "dlg", "aria-labelledby": "ask-title", role: "alertdialog" });
  const text = note ? [make("p", {}, note)] : [];
  dialog.append(
    make("div", { class: "top" }, danger ? shape("m", "soon") : null, make("h2", { id: "ask-title" }, question || say("sure"))),
    make("div", { class: "in" }, ...text),
    make("div", { class: "bot" }, no, yes),
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    no.onclick = () => dialog.close("");
    yes.onclick = () => dialog.close("yes");
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    };
    dialog.showModal();
    no.focus();
  });
}

const asking = (element) => ({
  question: element.dataset.confirm,
  note: element.dataset.confirmNote,
  label: element.dataset.confirmLabel,
  danger: element.dataset.danger !== undefined,
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const source = [event.submitter, form].find((each) => each?.dataset?.confirm !== undefined);
  if (!source || confirmed.has(form) || repeated.has(form)) return confirmed.delete(form);
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  if (!(await ask(asking(source)))) return;
  confirmed.add(form);
  form.requestSubmit(submitter);
}, true);

document.addEventListener("htmx:confirm", async (event) => {
  const { elt, question, issueRequest } = event.detail;
  if (repeated.has(elt) || (!question && (elt.tagName === "FORM" || elt.dataset.confirm === undefined))) return;
  event.preventDefault();
  if (await ask(question ? { question } : asking(elt))) issueRequest(true);
});
