// The tools above the text: one stop of the Tab key, arrows within; they show where the cursor is.
import { redo, redoDepth, undo, undoDepth } from "@tiptap/pm/history";
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable, isInTable, mergeCells, selectedRect, splitCell } from "@tiptap/pm/tables";
import { $$, make, shape } from "../dom.js";
import { ask, button, field, told, word } from "./house.js";
import { around, currentBlock, moveBlock, removeBlock, setBlock, setList } from "./places.js";
import { Menu, kindsFor, runKind } from "./suggest.js";

const KINDS = ["paragraph", "heading1", "heading2", "heading3", "heading4", "dashes", "pluses", "numbers", "letters"];
const MARKERS = { dashes: "-", pluses: "+", numbers: "1.", letters: "a)" };

function kindHere(state) {
  const { $from } = state.selection;
  const list = around($from, "list");
  if (list) return Object.keys(MARKERS).find((each) => MARKERS[each] === list.node.attrs.marker);
  const { parent } = $from;
  if (parent.type.name === "heading") return `heading${parent.attrs.level}`;
  return parent.type.name === "paragraph" ? "paragraph" : "";
}

/** Header rows down to the one the cursor is in; once more, none. */
function headers(state, dispatch) {
  const { table, tableStart, top } = selectedRect(state);
  const off = table.child(top).attrs.header && (top + 1 === table.childCount || !table.child(top + 1).attrs.header);
  const tr = state.tr;
  table.forEach((row, offset, at) => {
    const header = !off && at <= top;
    if (row.attrs.header !== header) tr.setNodeMarkup(tableStart + offset, undefined, { ...row.attrs, header });
  });
  dispatch(tr);
}

async function widths(view) {
  const { table, tableStart, map } = selectedRect(view.state);
  const old = table.attrs.widths?.length === map.width ? table.attrs.widths : Array(map.width).fill(Math.floor(100 / map.width));
  const inputs = old.map((value, at) => field(word("widthOf", { n: at + 1 }), make("input", { type: "number", name: "w", min: 1, max: 100, value, required: true })));
  const data = await ask(word("widths"), inputs);
  if (data) view.dispatch(view.state.tr.setNodeMarkup(tableStart - 1, undefined, { ...table.attrs, widths: data.getAll("w").map((each) => Math.min(100, Math.max(1, Math.round(Number(each) || 1)))) }));
  view.focus();
}

export function toolbar(bar, editor, acts) {
  const { view } = editor;
  const command = (run) => () => {
    run(editor.state, view.dispatch);
    view.focus();
  };
  const mark = (name, sign) => button("", word(name), command(() => editor.commands.toggleMark(name)), { text: sign, "aria-label": word(name), "data-mark": name, "aria-pressed": "false" });
  const align = (value, label) => {
    const lines = { left: "M4 6h16M4 10h10M4 14h16M4 18h10", center: "M4 6h16M7 10h10M4 14h16M7 18h10", right: "M4 6h16M10 10h10M4 14h16M10 18h10" }[value];
    const svg = shape("i", "list");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", lines);
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.replaceChildren(path);
    const made = button("", word(label), () => {
      const block = currentBlock(editor.state);
      if (block?.node.type.name === "paragraph") view.dispatch(editor.state.tr.setNodeMarkup(block.pos, undefined, { ...block.node.attrs, align: block.node.attrs.align === value ? null : value }));
      view.focus();
    }, { "data-align": value, "aria-pressed": "false" });
    made.append(svg);
    return made;
  };
  const kind = make("select", { "aria-label": word("kind"), "data-tool": true }, make("option", { value: "", hidden: true }, word("kind")), ...KINDS.map((each) => make("option", { value: each }, word(each))));
  kind.addEventListener("change", () => {
    const heading = /^heading(\d)$/.exec(kind.value)?.[1];
    if (MARKERS[kind.value]) setList(view, MARKERS[kind.value]);
    else setBlock(view, heading ? "heading" : "paragraph", heading ? { level: Number(heading) } : {});
    view.focus();
  });
  const insert = (name, icon, text) => button(icon, word(name), () => runKind(view, name, acts), { text: text ?? "" });
  const more = button("plus", word("add"), () => {
    const menu = new Menu((found) => {
      menu.close();
      runKind(view, found.value, acts);
    });
    menu.show(kindsFor(""), more.getBoundingClientRect(), more);
    more.onkeydown = (event) => {
      if (menu.key(event) || (event.key === "Escape" && menu.open)) event.preventDefault(), event.stopPropagation();
      if (event.key === "Escape") menu.close();
    };
    more.onblur = () => menu.close();
  }, { text: word("add"), "aria-haspopup": "listbox" });
  const cells = make("span", { class: "group", hidden: true },
    ...[
      [addRowBefore, "rowAbove"], [addRowAfter, "rowBelow"], [deleteRow, "rowOut"], [addColumnBefore, "columnBefore"], [addColumnAfter, "columnAfter"], [deleteColumn, "columnOut"],
      [mergeCells, "merge"], [splitCell, "split"], [headers, "headerRow"],
    ].map(([run, key]) => button("", word(key), command(run), { text: word(key) })),
    button("", word("widths"), () => widths(view), { text: word("widths") }), button("trash", word("tableOut"), command(deleteTable)));
  const toEntry = button("", word("turn"), acts.turn, { text: word("turn"), hidden: true });
  bar.append(
    kind, mark("bold", "B"), mark("italic", "I"), mark("underline", "U"), align("center", "alignCenter"), align("right", "alignRight"), make("hr", {}),
    more, insert("table", "table"), insert("steps", "flow", word("steps")), insert("link", "link", word("linkShort")), insert("placeholder", "chip", word("placeholder")),
    button("image", word("image"), acts.image), ...(told.entries ? [insert("entry", "pen", word("entry")), toEntry] : []), make("hr", {}),
    button("up", word("moveUp"), command((state, dispatch) => moveBlock(state, dispatch, -1))), button("down", word("moveDown"), command((state, dispatch) => moveBlock(state, dispatch, 1))),
    button("trash", word("remove"), command(removeBlock)), button("chat", word("comment"), acts.comment), make("hr", {}),
    button("back", word("undo"), command(undo), { "data-undo": true }), button("back", word("redo"), command(redo), { "data-redo": true, class: "btn quiet flip" }),
    button("help", word("help"), acts.help), cells,
  );
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", word("toolbar"));
  bar.hidden = false;
  rove(bar, view);

  function paint() {
    const { state } = editor;
    kind.value = kindHere(state);
    for (const each of $$("[data-mark]", bar)) each.setAttribute("aria-pressed", String(editor.isActive(each.dataset.mark)));
    const block = currentBlock(state);
    for (const each of $$("[data-align]", bar)) each.setAttribute("aria-pressed", String(block?.node.attrs.align === each.dataset.align));
    for (const [name, depth] of [["undo", undoDepth], ["redo", redoDepth]]) bar.querySelector(`[data-${name}]`).setAttribute("aria-disabled", String(!depth(state)));
    cells.hidden = !isInTable(state);
    toEntry.hidden = !["field", "table"].includes(block?.node.type.name);
  }
  paint();
  return paint;
}

/** One stop for Tab; the arrow keys go from tool to tool, Escape back to the text. */
function rove(bar, view) {
  const tools = () => $$("button, select", bar).filter((each) => !each.closest("[hidden]"));
  const stop = (tool) => tools().forEach((each) => (each.tabIndex = each === tool ? 0 : -1));
  stop(tools()[0]);
  for (const each of $$("button, select", bar)) each.tabIndex = each === tools()[0] ? 0 : -1;
  bar.addEventListener("focusin", ({ target }) => stop(target));
  bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") view.focus();
    if (!step) return;
    event.preventDefault();
    const list = tools();
    list.at((list.indexOf(document.activeElement) + step) % list.length).focus();
  });
}

export const commentAddress = (state) => `${told.comment}?node=${currentBlock(state)?.node.attrs.id ?? ""}`;
