// Opening the text: the blocks are fetched, what was left unsaved comes back, everything is tied together.
import { Editor, Extension } from "@tiptap/core";
import { dropCursor } from "@tiptap/pm/dropcursor";
import { Selection } from "@tiptap/pm/state";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { tableEditing } from "@tiptap/pm/tables";
import { $, make } from "../dom.js";
import { documentOf, nodeOf, bodyOf } from "./convert.js";
import { openEntry, tie, turn, turnAll } from "./entries.js";
import { help } from "./help.js";
import { house, told, word } from "./house.js";
import { Ids } from "./ids.js";
import { kept, forget } from "./keep.js";
import { Keys } from "./keys.js";
import { beside, comment, follow, outline } from "./outline.js";
import { Paste, addPictures } from "./paste.js";
import { Marks, Problems, insertBehind, marks, replace } from "./problems.js";
import { around, currentBlock } from "./places.js";
import { Saving } from "./saving.js";
import { plain } from "./schema.js";
import { Suggest } from "./suggest.js";
import { Together } from "./together.js";
import { commentAddress, toolbar } from "./toolbar.js";
import { withViews } from "./views.js";

const Basics = Extension.create({ name: "basics", addProseMirrorPlugins: () => [gapCursor(), dropCursor({ class: "dropped", color: false }), tableEditing()] });

async function fetched() {
  const answer = await house().send(told.blocks);
  if (!answer.ok) throw new Error(house().sentenceOf(answer.status, await answer.text(), answer.headers.get("Content-Type") ?? ""));
  return answer.json();
}

/** What an earlier visit could not save is put over the blocks it was typed in. */
function restore(editor, saving) {
  let count = 0;
  for (const held of kept()) {
    const json = nodeOf(held);
    let { text } = {};
    try {
      text = bodyOf(editor.schema.nodeFromJSON(json)).text;
    } catch {
      forget(held.id); // what no kind of ours can hold
      continue;
    }
    const known = saving.known.get(held.id);
    if (known?.text === text) {
      forget(held.id);
      continue;
    }
    count += 1;
    if (held.base) saving.known.set(held.id, { revision: held.base, text: known?.text ?? "" }); // the server compares
    const entry = saving.problems.entry(held.id);
    if (entry) editor.view.dispatch(replace(editor.state.tr, entry, editor.schema.nodeFromJSON(json)));
    else insertBehind(editor, json, held.parent, held.after ?? []);
  }
  if (!count) return;
  $("#kept")?.replaceChildren(make("div", { class: "note info mb4", role: "status" }, make("p", {}, word("restored", { n: count }))));
  saving.schedule(0);
}

/** The first control of the block the cursor is in; Escape leads back. */
function controls(editor) {
  const block = currentBlock(editor.state);
  const { $from } = editor.state.selection;
  const dom = $from.depth > 1 ? editor.view.domAtPos($from.pos).node : editor.view.nodeDOM(block?.pos ?? 0);
  const element = dom?.nodeType === 1 ? dom : dom?.parentElement;
  const target = $("select, input, button", element?.closest(".srow, .flowed, .answer, .picture, .register, .entry") ?? document.createElement("i"));
  target?.focus();
  return Boolean(target);
}

/** The step or picture the cursor is in shows its controls. */
function mark(view) {
  const held = around(view.state.selection.$from, "step", "image");
  const now = held && view.nodeDOM(held.pos);
  for (const each of view.dom.querySelectorAll(".on")) if (each !== now) each.classList.remove("on");
  now?.classList?.add("on");
}

export async function open() {
  const sheet = $("[data-editor]");
  if (!sheet || !told.blocks) return;
  let data;
  try {
    data = await fetched();
  } catch (error) {
    house().refuse(error.message, sheet);
    return;
  }
  const files = make("input", { type: "file", accept: "image/png,image/jpeg", multiple: true, hidden: true, "aria-label": word("image"), "data-no-keep": true });
  document.body.append(files);
  let remarks = new Set(told.remarks);
  let [saving, together, problems] = [null, null, null];
  const acts = {
    image: () => files.click(),
    help,
    entry: () => setTimeout(() => openEntry(currentBlock(editor.state)?.node.attrs.id), 0),
    turn: () => turn(currentBlock(editor.state)?.node.attrs.id),
    comment: async () => {
      await saving.save();
      comment(commentAddress(editor.state), refresh);
    },
  };
  const none = new Map();
  const editor = new Editor({
    element: { mount: sheet },
    injectCSS: false,
    enableCoreExtensions: { delete: false, drop: false, paste: false },
    content: documentOf(data.blocks),
    extensions: [
      ...plain, ...withViews, Ids, Basics, Paste,
      Suggest.configure({ acts }),
      Keys.configure({ save: () => saving.save(), help, tools: () => $("[data-toolbar] [tabindex='0']")?.focus(), controls: () => controls(editor) }),
      Marks.configure({ problems: () => problems?.held ?? none, people: () => together?.people ?? none, remarks: () => remarks }),
    ],
    editorProps: { scrollMargin: { top: 170, bottom: 60, left: 0, right: 0 }, scrollThreshold: { top: 170, bottom: 40, left: 0, right: 0 }, attributes: { class: "doc", role: "textbox", "aria-multiline": "true", "aria-label": word("editor"), "data-empty": word("empty"), spellcheck: "false", translate: "no" } },
  });
  const { view } = editor;
  problems = new Problems(editor);
  saving = problems.saving = new Saving(editor, problems);
  saving.learn(data.blocks);
  const [paintOutline, paintTools] = [outline(editor), toolbar($("[data-toolbar]"), editor, acts)];
  const refresh = () => beside((now) => {
    remarks = now;
    view.dispatch(editor.state.tr.setMeta(marks, true));
  });

  let timer = 0;
  let later = 0;
  editor.on("transaction", ({ transaction }) => {
    if (transaction.docChanged || transaction.selectionSet) {
      cancelAnimationFrame(timer);
      timer = requestAnimationFrame(() => {
        paintTools();
        mark(view);
        sheet.classList.toggle("blank", editor.state.doc.childCount === 1 && !editor.state.doc.textContent);
      });
      clearTimeout(later);
      later = setTimeout(paintOutline, 250);
    }
    if (transaction.docChanged) saving.changed();
  });
  let asking = 0;
  saving.listeners.push(() => {
    clearTimeout(asking);
    asking = setTimeout(refresh, 1500);
  });
  files.addEventListener("change", () => addPictures(view, [...files.files]).then(() => (files.value = "")));
  view.dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target !== view.dom) view.focus();
  });
  // below the last block there is always room for another one
  view.dom.addEventListener("mousedown", (event) => {
    const last = editor.state.doc.lastChild;
    if (event.target !== view.dom || event.clientY < view.dom.lastElementChild.getBoundingClientRect().bottom || last.isTextblock) return;
    event.preventDefault();
    const tr = editor.state.tr.insert(editor.state.doc.content.size, editor.schema.nodes.paragraph.create());
    view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)));
    view.focus();
  });
  document.addEventListener("ui:lock", () => saving.keepHere());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("online", () => saving.schedule(0));
  window.addEventListener("beforeunload", (event) => saving.dirty && !leave() && event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.defaultPrevented) return;
    event.preventDefault();
    saving.save();
  });
  function leave() {
    if (!saving.dirty) return true;
    const held = saving.keepHere();
    saving.save({ keepalive: true });
    return held;
  }

  restore(editor, saving);
  paintOutline();
  follow(editor);
  refresh();
  together = new Together(editor, saving, data.stamp);
  tie({ save: () => saving.settled(), refresh: () => together.beat() });
  turnAll();
  sheet.removeAttribute("data-editor");
  sheet.dataset.ready = "";
}
