// Where the cursor is: its block, its text; and moving, adding and taking out whole blocks.
import { Fragment } from "@tiptap/pm/model";
import { NodeSelection, Selection, TextSelection } from "@tiptap/pm/state";
import { freshId, word } from "./house.js";

/** The block of a position: {node, pos, depth, index, parent}; an answer rather than its clause. */
export function blockAt($pos) {
  const inClause = $pos.depth > 1 && $pos.node(1).type.name === "clause" && $pos.index(1) > 1;
  const depth = inClause ? 2 : 1;
  const at = depth - 1;
  const parent = $pos.node(at);
  const index = $pos.index(at);
  if (index >= parent.childCount) return null;
  const node = parent.child(index);
  return { node, pos: $pos.posAtIndex(index, at), depth, index, parent };
}

export const currentBlock = (state) => blockAt(state.selection.$from);

/** The nearest ancestor of this type: {node, pos, depth}. */
export function around($pos, ...names) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const node = $pos.node(depth);
    if (names.includes(node.type.name)) return { node, pos: $pos.before(depth), depth, index: $pos.index(depth - 1) };
  }
  return null;
}

const first = (block) => (block.parent.type.name === "clause" ? 2 : 0);

/** Swap with the neighbour below the same parent; false at the edge. */
export function moveBlock(state, dispatch, by) {
  const block = currentBlock(state);
  const to = block && block.index + by;
  if (!block || to < first(block) || to >= block.parent.childCount) return false;
  const other = block.parent.child(to);
  const [from, end] = by < 0 ? [block.pos - other.nodeSize, block.pos + block.node.nodeSize] : [block.pos, block.pos + block.node.nodeSize + other.nodeSize];
  const pair = by < 0 ? [block.node, other] : [other, block.node];
  if (dispatch) {
    const shift = by < 0 ? -other.nodeSize : other.nodeSize;
    const { anchor, head } = state.selection;
    const tr = state.tr.replaceWith(from, end, Fragment.from(pair));
    const place = (pos) => Math.min(Math.max(pos + shift, 0), tr.doc.content.size);
    const selected = state.selection instanceof NodeSelection ? NodeSelection.create(tr.doc, place(anchor)) : TextSelection.between(tr.doc.resolve(place(anchor)), tr.doc.resolve(place(head)));
    dispatch(tr.setSelection(selected).scrollIntoView());
  }
  return true;
}

export function removeBlock(state, dispatch) {
  const block = currentBlock(state);
  if (!block) return false;
  if (dispatch) {
    const alone = block.parent.type.name === "doc" && block.parent.childCount === 1;
    const tr = state.tr;
    if (alone) tr.replaceWith(block.pos, block.pos + block.node.nodeSize, state.schema.nodes.paragraph.create({ id: freshId() }));
    else tr.delete(block.pos, block.pos + block.node.nodeSize);
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(block.pos, tr.doc.content.size)), block.pos ? -1 : 1));
    dispatch(tr.scrollIntoView());
  }
  return true;
}

const runs = [];
const empty = { id: "" };
export const NEW = {
  paragraph: () => ({ type: "paragraph" }),
  heading1: () => ({ type: "heading", attrs: { level: 1 } }),
  heading2: () => ({ type: "heading", attrs: { level: 2 } }),
  heading3: () => ({ type: "heading", attrs: { level: 3 } }),
  heading4: () => ({ type: "heading", attrs: { level: 4 } }),
  dashes: () => list("-"),
  pluses: () => list("+"),
  numbers: () => list("1."),
  letters: () => list("a)"),
  table: () => ({ type: "table", content: [true, false, false].map((header) => ({ type: "tableRow", attrs: { ...empty, header }, content: [0, 0, 0].map(() => ({ type: "tableCell" })) })) }),
  steps: () => ({ type: "steps", content: ["start", "task", "end"].map((shape) => newStep(shape)) }),
  clause: () => ({ type: "clause", attrs: { clauses: ["4.1"] }, content: [{ type: "clauseTitle" }, { type: "clauseReason" }, { type: "paragraph" }] }),
  field: () => ({ type: "field", content: [{ type: "fieldLabel" }, { type: "fieldValue" }] }),
  entry: () => ({ type: "entry", attrs: { id: freshId(), body: { label: [{ text: word("newEntry") }], type: "text" } } }),
  register: (source) => ({ type: "register", attrs: { source } }),
  pagebreak: () => ({ type: "pagebreak" }),
};
const list = (marker) => ({ type: "list", attrs: { marker }, content: [{ type: "item", content: runs }] });
export const newStep = (shape = "task") => ({ type: "step", attrs: { id: freshId(), shape }, content: [{ type: "stepActor" }, { type: "stepTitle" }, { type: "stepDetail" }] });

/** A new block in place of an empty paragraph, else behind the present block; the cursor goes in. */
export function insertBlock(view, json) {
  const { state } = view;
  const node = state.schema.nodeFromJSON(json);
  const tr = state.tr;
  const block = currentBlock(state);
  let at = block ? block.pos + block.node.nodeSize : state.doc.content.size;
  if (block && node.type.name === "clause" && block.depth > 1) at = state.selection.$from.after(1);
  else if (block?.node.type.name === "paragraph" && !block.node.content.size) {
    tr.delete(block.pos, block.pos + block.node.nodeSize);
    at = block.pos;
  }
  tr.insert(at, node);
  const inside = node.isAtom ? NodeSelection.create(tr.doc, at) : Selection.near(tr.doc.resolve(at + 1));
  view.dispatch(tr.setSelection(inside).scrollIntoView());
  view.focus();
}

/** Another kind of text block; a list or a table keeps its kind. */
export function setBlock(view, type, attrs = {}) {
  const { state } = view;
  const tr = state.tr;
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (node, pos, parent) => {
    if (!["doc", "clause"].includes(parent.type.name)) return false;
    if (["paragraph", "heading"].includes(node.type.name)) tr.setNodeMarkup(pos, state.schema.nodes[type], { id: node.attrs.id, ...attrs });
    else if (node.type.name === "list") {
      const made = [];
      node.forEach((item) => made.push(state.schema.nodes[type].create({ ...attrs, id: made.length ? freshId() : node.attrs.id }, item.content)));
      tr.replaceWith(tr.mapping.map(pos), tr.mapping.map(pos + node.nodeSize), made);
    }
    return node.type.name === "clause";
  });
  if (!tr.docChanged) return false;
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return true;
}

/** Paragraphs become items, a list of another kind changes its marker, of the same kind it ends. */
export function setList(view, marker) {
  const { state } = view;
  const block = currentBlock(state);
  const held = around(state.selection.$from, "list");
  if (held && held.node.attrs.marker === marker) return setBlock(view, "paragraph");
  const tr = state.tr;
  if (held) tr.setNodeMarkup(held.pos, undefined, { ...held.node.attrs, marker });
  else {
    const range = textBlocks(state);
    if (!range.length) return false;
    const { list, item } = state.schema.nodes;
    const items = range.map(({ node }) => item.create({ id: freshId() }, node.content));
    const last = range.at(-1);
    const { anchor } = state.selection;
    tr.replaceWith(range[0].pos, last.pos + last.node.nodeSize, list.create({ id: block.node.attrs.id, marker }, items));
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(anchor + 1, tr.doc.content.size))));
  }
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return true;
}

function textBlocks(state) {
  const found = [];
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (node, pos, parent) => {
    if (["doc", "clause"].includes(parent.type.name) && ["paragraph", "heading"].includes(node.type.name)) found.push({ node, pos });
    return node.type.name === "clause";
  });
  return found;
}
