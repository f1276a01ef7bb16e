// The keyboard: what Enter, Tab and Backspace do in lists, tables, steps and form lines.
import { Extension } from "@tiptap/core";
import { history, redo, undo } from "@tiptap/pm/history";
import { goToNextCell, addRowAfter, isInTable } from "@tiptap/pm/tables";
import { Plugin, Selection, TextSelection } from "@tiptap/pm/state";
import { freshId } from "./house.js";
import { around, moveBlock, newStep, setBlock } from "./places.js";

const breakLine = ({ state, view }) => {
  view.dispatch(state.tr.replaceSelectionWith(state.schema.nodes.hardBreak.create(), true).scrollIntoView());
  return true;
};

/** An item: Enter divides it; an empty one goes back a level, then out of the list. */
function enterItem({ state, view }) {
  const item = around(state.selection.$from, "item");
  if (!item) return false;
  if (item.node.content.size || !state.selection.empty) {
    const tr = state.tr.deleteSelection();
    view.dispatch(tr.split(tr.selection.from, 1, [{ type: item.node.type, attrs: { ...item.node.attrs, id: freshId() } }]).scrollIntoView());
    return true;
  }
  return deeper({ state, view }, -1) || leaveList({ state, view }, item);
}

/** The item becomes a paragraph; what stands before and behind stays a list. */
function leaveList({ state, view }, item) {
  const list = around(state.selection.$from, "list");
  const [before, behind] = [[], []];
  list.node.forEach((child, _offset, at) => (at < item.index ? before : at > item.index ? behind : []).push(child));
  const { paragraph } = state.schema.nodes;
  const made = [
    ...(before.length ? [list.node.type.create(list.node.attrs, before)] : []),
    paragraph.create({ id: before.length ? freshId() : list.node.attrs.id }, item.node.content),
    ...(behind.length ? [list.node.type.create({ ...list.node.attrs, id: freshId() }, behind)] : []),
  ];
  const tr = state.tr.replaceWith(list.pos, list.pos + list.node.nodeSize, made);
  tr.setSelection(TextSelection.create(tr.doc, list.pos + (before.length ? made[0].nodeSize : 0) + 1));
  view.dispatch(tr.scrollIntoView());
  return true;
}

function deeper({ state, view }, by) {
  const tr = state.tr;
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.type.name !== "item") return;
    const level = Math.min(2, Math.max(0, node.attrs.level + by));
    if (level !== node.attrs.level) tr.setNodeMarkup(pos, undefined, { ...node.attrs, level });
  });
  if (tr.docChanged) view.dispatch(tr);
  return tr.docChanged;
}

const CELLS = ["stepActor", "stepTitle", "stepDetail", "fieldLabel", "fieldValue", "clauseTitle", "clauseReason", "image"];

/** The next or previous text of the block; false where there is none. */
function hop({ state, view }, by) {
  const here = around(state.selection.$from, ...CELLS);
  const block = around(state.selection.$from, "steps", "field", "clause");
  if (!here || !block) return false;
  const edge = by > 0 ? here.pos + here.node.nodeSize : here.pos;
  const found = Selection.findFrom(state.doc.resolve(edge), by, true);
  if (!found || found.from < block.pos || found.to > block.pos + block.node.nodeSize) return false;
  const cell = around(found.$from, ...CELLS);
  const tr = state.tr;
  view.dispatch((cell ? tr.setSelection(TextSelection.create(tr.doc, cell.pos + 1, cell.pos + 1 + cell.node.content.size)) : tr.setSelection(found)).scrollIntoView());
  return true;
}

/** A new step behind this one. */
export function stepBelow({ state, view }) {
  const step = around(state.selection.$from, "step");
  if (!step) return false;
  const at = step.pos + step.node.nodeSize;
  const tr = state.tr.insert(at, state.schema.nodeFromJSON(newStep()));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  return true;
}

function fieldBelow({ state, view }) {
  const line = around(state.selection.$from, "field");
  if (!line) return false;
  const { field, fieldLabel, fieldValue } = state.schema.nodes;
  const at = line.pos + line.node.nodeSize;
  const tr = state.tr.insert(at, field.create({ id: freshId() }, [fieldLabel.create(), fieldValue.create()]));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  return true;
}

function enter(editor) {
  const { $from } = editor.state.selection;
  if (around($from, "item")) return enterItem(editor);
  if (around($from, "tableCell", "stepDetail", "stepActor", "clauseReason")) return breakLine(editor);
  if (around($from, "fieldLabel", "stepTitle", "clauseTitle")) return hop(editor, 1) || true;
  if (around($from, "fieldValue")) return fieldBelow(editor);
  return around($from, "image") ? behind(editor) : heading(editor) || outOfClause(editor);
}

/** An empty last paragraph of an answer leads out of the clause. */
function outOfClause({ state, view }) {
  const { $from, empty } = state.selection;
  const inside = $from.depth === 2 && $from.node(1).type.name === "clause";
  if (!inside || !empty || $from.parent.content.size || $from.index(1) !== $from.node(1).childCount - 1 || $from.index(1) < 3) return false;
  const tr = state.tr.delete($from.before(2), $from.after(2));
  const at = tr.mapping.map($from.after(1));
  tr.insert(at, $from.parent);
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

/** Behind a heading one writes a paragraph. */
function heading({ state, view }) {
  const { $from, empty } = state.selection;
  if ($from.parent.type.name !== "heading" || !empty || $from.parentOffset < $from.parent.content.size) return false;
  const at = $from.after();
  const tr = state.tr.insert(at, state.schema.nodes.paragraph.create({ id: freshId() }));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

function behind({ state, view }) {
  const picture = around(state.selection.$from, "image");
  const at = picture.pos + picture.node.nodeSize;
  const tr = state.tr.insert(at, state.schema.nodes.paragraph.create({ id: freshId() }));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

function tab(editor, by) {
  const { $from } = editor.state.selection;
  if (around($from, "item")) return deeper(editor, by) || true;
  if (isInTable(editor.state)) {
    if (goToNextCell(by)(editor.state, editor.view.dispatch)) return true;
    if (by > 0) addRowAfter(editor.state, editor.view.dispatch), goToNextCell(1)(editor.state, editor.view.dispatch);
    return true;
  }
  if (around($from, "steps", "field", "clause") && hop(editor, by)) return true;
  if (around($from, "step") && by > 0) return stepBelow(editor);
  return false; // on to the next control of the page, as everywhere
}

function backspace(editor) {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parentOffset) return false;
  const item = around($from, "item");
  if (item) return deeper(editor, -1) || (item.index === 0 || !item.node.content.size ? leaveList(editor, item) : false);
  if ($from.parent.type.name === "heading") return setBlock(editor.view, "paragraph");
  const step = around($from, "step");
  if (step && !step.node.textContent && !step.node.attrs.forms.length) {
    const steps = around($from, "steps");
    if (steps.node.childCount > 1) editor.view.dispatch(editor.state.tr.delete(step.pos, step.pos + step.node.nodeSize).scrollIntoView());
    return true;
  }
  return false;
}

/** A key acts where the caret is, not where it was: the browser tells of a moved caret only later.
 *
 * On a slow machine End and Enter arrive together; the new line would be made at the old place.
 */
const here = new Plugin({ props: { handleDOMEvents: { keydown: (view) => void (view.composing || view.domObserver.flush()) } } });

export const Keys = Extension.create({
  name: "keys",
  priority: 900,
  addOptions: () => ({ save() {}, help() {}, tools() {}, controls() {} }),
  addProseMirrorPlugins: () => [here, history({ newGroupDelay: 600 })],
  addKeyboardShortcuts() {
    const { editor, options } = this;
    const levels = Object.fromEntries([1, 2, 3, 4].map((level) => [`Mod-Alt-${level}`, () => setBlock(editor.view, "heading", { level })]));
    const run = (command) => () => command(editor.state, editor.view.dispatch) || true;
    return {
      ...levels,
      "Mod-Alt-0": () => setBlock(editor.view, "paragraph"),
      "Mod-b": () => editor.commands.toggleMark("bold"),
      "Mod-i": () => editor.commands.toggleMark("italic"),
      "Mod-u": () => editor.commands.toggleMark("underline"),
      "Mod-z": run(undo),
      "Mod-y": run(redo),
      "Shift-Mod-z": run(redo),
      "Shift-Enter": () => breakLine(editor),
      "Mod-Enter": () => stepBelow(editor) || (isInTable(editor.state) && addRowAfter(editor.state, editor.view.dispatch)),
      Enter: () => enter(editor),
      Tab: () => tab(editor, 1),
      "Shift-Tab": () => tab(editor, -1),
      Backspace: () => backspace(editor),
      "Alt-ArrowUp": () => moveBlock(editor.state, editor.view.dispatch, -1) || true,
      "Alt-ArrowDown": () => moveBlock(editor.state, editor.view.dispatch, 1) || true,
      "Mod-s": () => (options.save(), true),
      "Mod-/": () => (options.help(), true),
      "Alt-F10": () => (options.tools(), true),
      "Alt-Enter": () => options.controls(),
    };
  },
});
