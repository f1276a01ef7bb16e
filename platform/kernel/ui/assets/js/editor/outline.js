// Beside the text: the outline follows what is written, the checks and the comments what is saved.
import { $, $$, make, parse } from "../dom.js";
import { house, told } from "./house.js";

export function outline(editor) {
  const nav = $("[data-outline]");
  let held = "";
  function paint() {
    const found = [];
    editor.state.doc.forEach((node) => {
      if (node.type.name === "heading" && node.textContent.trim()) found.push({ id: node.attrs.id, level: node.attrs.level, text: node.textContent });
      else if (node.type.name === "clause") found.push({ id: node.attrs.id, level: 2, text: node.child(0).textContent });
    });
    const now = JSON.stringify(found);
    if (now !== held) {
      held = now;
      $$("a", nav).forEach((each) => each.remove());
      nav.append(...found.map(({ id, level, text }) => make("a", { href: `#n-${id}`, class: level > 1 ? "deep" : null }, text)));
    }
    here();
  }
  /** The heading above the cursor. */
  function here() {
    const at = editor.state.selection.$from.index(0);
    let id = "";
    for (let i = Math.min(at, editor.state.doc.childCount - 1); i >= 0 && !id; i -= 1) {
      const node = editor.state.doc.child(i);
      if (["heading", "clause"].includes(node.type.name)) id = node.attrs.id;
    }
    for (const link of $$("a", nav)) {
      if (link.hash === `#n-${id}`) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }
  return paint;
}

/** Ask again what is wrong and what was remarked; a comment that is being typed is left alone. */
export async function beside(onRemarks) {
  const answer = await fetch(told.beside, { credentials: "same-origin", headers: { "HX-Request": "true", "X-Background": "1" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = parse(await answer.text());
  const [checks, threads] = [$("#checks", page), $("#threads", page)];
  if (!checks || !threads) return;
  $("#checks")?.replaceChildren(...checks.childNodes);
  const aside = $("#threads");
  const typing = $$("textarea", aside).some((each) => each.value.trim()) || aside.contains(document.activeElement);
  if (!typing) {
    aside.replaceChildren(...threads.childNodes);
    window.htmx?.process(aside);
  }
  onRemarks(new Set((threads.dataset.remarks ?? "").split(" ").filter(Boolean)));
}

/** Links to blocks lead the cursor there, too. */
export function follow(editor) {
  const go = (hash) => {
    const element = hash.startsWith("#n-") && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!element || !editor.view.dom.contains(element)) return false;
    element.scrollIntoView({ block: "center" });
    editor.commands.focus(editor.view.posAtDOM(element, 0), { scrollIntoView: false });
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#n-']");
    if (!link || event.ctrlKey || link.pathname !== location.pathname) return;
    if (go(link.hash)) event.preventDefault();
  });
  if (location.hash) requestAnimationFrame(() => go(location.hash));
}

/** A comment is written in a dialog over the text; sent, it stands beside it. */
export async function comment(address, done) {
  const answer = await house().send(address);
  const text = await answer.text();
  if (!answer.ok) return house().refuse(house().sentenceOf(answer.status, text, answer.headers.get("Content-Type") ?? ""));
  const page = parse(text);
  const form = $("main form", page);
  const dialog = make("dialog", { class: "dlg", "aria-label": $("h1", page).textContent }, make("div", { class: "top" }, make("h2", {}, $("h1", page).textContent)), make("div", { class: "in" }, form));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const sent = await house().send(form.getAttribute("action"), { method: "POST", body: new FormData(form) });
    if (!sent.ok) return house().refuse(house().sentenceOf(sent.status, await sent.text(), sent.headers.get("Content-Type") ?? ""), form);
    dialog.close();
    return done();
  });
  dialog.showModal();
  return $("textarea", dialog).focus();
}
