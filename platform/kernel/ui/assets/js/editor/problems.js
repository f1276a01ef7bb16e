// Blocks that wait for a decision: both texts side by side, or the sentence that refuses one.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { make } from "../dom.js";
import { entriesOf, nodeOf } from "./convert.js";
import { freshId, house, word } from "./house.js";

export const marks = new PluginKey("marks");
const said = (node) => node.textBetween(0, node.content.size, "\n", (leaf) => leaf.type.spec.toText?.({ node: leaf }) ?? "");
const column = (title, text) => make("div", {}, make("h3", {}, title), make("div", { class: "text", tabindex: "0" }, text));

export class Problems {
  constructor(editor) {
    this.editor = editor;
    this.held = new Map(); // id → {kind: "conflict" | "refused", text, …}
  }
  count() {
    return this.held.size;
  }
  /** What was taken out of the text needs no decision any more. */
  letGo(here) {
    for (const id of this.held.keys()) if (!here.has(id)) this.held.delete(id);
  }
  /** Whether this text of this block is not to be sent again by itself. */
  holds(id, text) {
    const held = this.held.get(id);
    return held?.kind === "conflict" || (held?.kind === "refused" && held.text === text);
  }
  clear(id) {
    if (this.held.delete(id)) this.repaint();
  }
  refuse(id, text, sentence) {
    const box = make("p", { class: "refusal", role: "alert" }, word("refusedBlock", { why: sentence }));
    this.held.set(id, { kind: "refused", text, box });
    this.repaint();
  }
  collide(id, outcome, text) {
    const entry = this.entry(id);
    if (!entry) return;
    const theirs = outcome.theirs && this.editor.schema.nodeFromJSON(nodeOf({ id, ...outcome.theirs }));
    this.held.set(id, { kind: "conflict", revision: outcome.revision, theirs, text, box: this.panel(id, entry.node, theirs, outcome) });
    this.repaint();
  }

  panel(id, mine, theirs, { theirs: row }) {
    const sentence = row ? word("conflict", { name: row.by, time: row.at }) : word("goneBlock");
    const act = (key, run) => {
      const button = make("button", { type: "button", class: "btn" }, word(key));
      button.addEventListener("click", () => this.decide(id, run));
      return button;
    };
    const two = theirs ? [make("div", { class: "two" }, column(word("mine"), said(mine)), column(word("theirs"), said(theirs)))] : [];
    const acts = theirs ? [act("keepMine", "mine"), act("takeTheirs", "theirs"), act("both", "both")] : [act("keepMine", "mine"), act("letGo", "theirs")];
    return make("div", { class: "conflict", role: "alert", contenteditable: "false" }, make("b", { class: "b" }, sentence), ...two, make("div", { class: "acts" }, ...acts));
  }

  decide(id, choice) {
    const { theirs, revision, text } = this.held.get(id);
    const { saving, editor } = this;
    const { tr } = editor.state;
    const entry = this.entry(id);
    if (theirs) saving.known.set(id, { revision, text });
    else saving.known.delete(id);
    if (entry && choice === "theirs") {
      if (theirs) replace(tr, entry, theirs);
      else tr.delete(entry.pos, entry.pos + entry.node.nodeSize);
    } else if (entry && choice === "both") {
      const copy = theirs.type.create({ ...theirs.attrs, id: freshId() }, theirs.content, theirs.marks);
      tr.insert(entry.pos + entry.node.nodeSize, copy);
    }
    this.held.delete(id);
    editor.view.dispatch(tr.setMeta(marks, true));
    editor.view.focus();
    saving.schedule(0);
  }

  /** A block that was removed here and changed there comes back, as it is there. */
  bringBack({ id, theirs, revision }) {
    const { saving, editor } = this;
    const json = nodeOf({ id, ...theirs });
    saving.known.set(id, { revision, text: saving.written({ id, ...theirs }) });
    const before = saving.outline.slice(0, saving.outline.findIndex((each) => each.id === id)).reverse();
    insertBehind(editor, json, theirs.parent, before.filter((each) => each.parent === theirs.parent).map((each) => each.id));
    house().toast({ text: word("stays", { name: theirs.by }), kind: "info" });
  }

  entry(id) {
    return entriesOf(this.editor.state.doc).find((each) => each.id === id);
  }
  repaint() {
    this.editor.view.dispatch(this.editor.state.tr.setMeta(marks, true));
  }
}

/** The other text in place of this one; a clause keeps the answers that stand below it. */
export function replace(tr, { pos, node }, other) {
  if (node.type.name === "clause" && other.type === node.type) {
    const head = node.child(0).nodeSize + node.child(1).nodeSize;
    tr.replaceWith(pos + 1, pos + 1 + head, [other.child(0), other.child(1)]);
    return tr.setNodeMarkup(pos, undefined, other.attrs);
  }
  return tr.replaceWith(pos, pos + node.nodeSize, other);
}

/** Behind the first of these that is here, below this clause; else at the end. */
export function insertBehind(editor, json, parent, names, tr = editor.state.tr) {
  const node = editor.schema.nodeFromJSON(json);
  const entries = entriesOf(tr.doc);
  const holder = entries.find(({ id }) => id === parent);
  const behind = names.map((name) => entries.find((each) => each.id === name && each.parent === (holder ? parent : ""))).find(Boolean);
  const end = holder ? holder.pos + holder.node.nodeSize - 1 : tr.doc.content.size;
  const start = holder ? holder.pos + 1 + holder.node.child(0).nodeSize + holder.node.child(1).nodeSize : 0;
  const at = behind ? behind.pos + behind.node.nodeSize : names.length ? end : start;
  tr.insert(at, node).setMeta("addToHistory", false);
  if (!tr.getMeta("batch")) editor.view.dispatch(tr);
  return tr;
}

/** Panels above blocks, and who else is at which: drawn beside the text, no part of it. */
export const Marks = Extension.create({
  name: "marks",
  addOptions: () => ({ problems: () => new Map(), people: () => new Map(), remarks: () => new Set() }),
  addProseMirrorPlugins() {
    const { options } = this;
    const draw = (doc) => {
      const [held, people, remarks] = [options.problems(), options.people(), options.remarks()];
      if (!held.size && !people.size && !remarks.size) return DecorationSet.empty;
      const found = [];
      for (const { id, pos, node } of entriesOf(doc)) {
        const classes = [remarks.has(id) && "noted", held.has(id) && "torn", people.has(id) && "taken"].filter(Boolean);
        if (classes.length) found.push(Decoration.node(pos, pos + node.nodeSize, { class: classes.join(" "), ...(people.has(id) ? { "data-who": people.get(id) } : {}) }));
        if (held.has(id)) found.push(Decoration.widget(pos, held.get(id).box, { side: -1, stopEvent: () => true, ignoreSelection: true, key: `${id}-${held.get(id).kind}-${held.get(id).revision ?? 0}` }));
      }
      return DecorationSet.create(doc, found);
    };
    return [
      new Plugin({
        key: marks,
        state: {
          init: (_, { doc }) => draw(doc),
          apply: (tr, set) => (tr.getMeta(marks) ? draw(tr.doc) : tr.docChanged ? set.map(tr.mapping, tr.doc) : set),
        },
        props: { decorations: (state) => marks.getState(state) },
      }),
    ];
  },
});
