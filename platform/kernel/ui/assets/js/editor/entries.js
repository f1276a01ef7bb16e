// Fields of a form: the page of the server as a dialog over the text; what it saves arrives by itself.
import { $, $$, make, parse } from "../dom.js";
import { house, told, word } from "./house.js";

let tied = null; // what the open text lends: save, and ask what is new

export const tie = (lent) => (tied = lent);
const address = (name, id) => told[name].replace("/node/", `/${id}/`);
const headers = { "X-Dialog": "1" };

async function sentence(answer) {
  if (!answer) return house().sentenceOf(0, "", "");
  return house().sentenceOf(answer.status, await answer.text(), answer.headers.get("Content-Type") ?? "");
}

/** The form of a page, tied to its dialog: every button sends it, and the answer takes its place.
    Until then it takes nothing in: what is typed after the sending would be lost. */
function put(dialog, page, at = "") {
  const form = $("main form", page);
  const unfolded = $$("details[open] [name]", dialog).map(({ name }) => name);
  $("h2", dialog).textContent = $("h1", page).textContent;
  $(".in", dialog).replaceChildren(form);
  for (const fold of $$("details", form)) fold.open ||= $$("[name]", fold).some(({ name }) => unfolded.includes(name));
  const send = async (data) => {
    const here = document.activeElement?.name;
    const open = [...form.elements].filter((each) => !each.disabled);
    for (const each of open) each.disabled = true;
    const body = new URLSearchParams(data); // as the page itself sends it: a long table may pass
    const sent = await house().send(form.getAttribute("action"), { method: "POST", body, headers }).catch(() => null);
    if (sent?.ok) dialog.dataset.saved = "";
    if (sent?.ok && (sent.headers.get("Content-Type") ?? "").includes("json")) return dialog.close();
    if (sent?.ok || [409, 422].includes(sent?.status)) return put(dialog, parse(await sent.text()), here);
    for (const each of open) each.disabled = false;
    return house().refuse(await sentence(sent), form);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    send(new FormData(form, event.submitter));
  });
  form.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-again]")) return;
    const data = new FormData(form);
    data.append("again", "1");
    send(data);
  });
  const again = $$("input, select, textarea", form).find(({ name, type }) => name && name === at && type !== "hidden");
  ($(".errors", form) ?? again ?? $("[data-focus]", form) ?? $("input:not([type=hidden])", form))?.focus();
}

/** `closed` is told whether anything was saved. */
export async function openEntry(id, closed = () => {}) {
  if (!tied || !id) return;
  await tied.save();
  const answer = await house().send(address("entry", id), { headers });
  if (!answer.ok) return house().refuse(await sentence(answer));
  const title = make("h2", { id: "entry-title" });
  const close = make("button", { type: "button", class: "btn quiet close", "data-close": true }, word("cancel"));
  const dialog = make("dialog", { class: "dlg wide", "aria-labelledby": "entry-title" }, make("div", { class: "top" }, title, close), make("div", { class: "in" }));
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    tied.refresh();
    closed("saved" in dialog.dataset);
  });
  dialog.showModal();
  put(dialog, parse(await answer.text()));
}

/** A line or a table becomes a field, which opens. */
export async function turn(id) {
  await tied.save();
  const sent = await house().send(address("turn", id), { method: "POST", body: new FormData(), headers });
  if (!sent.ok) return house().refuse(await sentence(sent));
  const { said, undo } = await sent.json();
  await tied.refresh();
  return openEntry(id, (saved) => saved || house().toast({ text: said, kind: "ok", undo }));
}

/** All of them at once: the page's own button, without leaving the text. */
export function turnAll() {
  const form = $("[data-turn-all]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    await tied.save();
    const sent = await house().send(form.action, { method: "POST", body: new FormData(form), headers });
    if (!sent.ok) return house().refuse(await sentence(sent), form);
    const { said, undo } = await sent.json();
    house().toast({ text: said, kind: "ok", undo });
    form.closest(".note").remove();
    return tied.refresh();
  });
}
