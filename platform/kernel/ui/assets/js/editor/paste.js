// Pasting: blocks where there is room for blocks, lines where there is only a line, cells into cells.
import { Extension } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { Plugin, Selection } from "@tiptap/pm/state";
import { handlePaste as intoCells, isInTable } from "@tiptap/pm/tables";
import { clean, tame } from "./clean.js";
import { nodeOf } from "./convert.js";
import { freshId, house, told, word } from "./house.js";
import { around, currentBlock } from "./places.js";

const LIMIT = 10 * 1024 * 1024; // bytes of one picture
const OWN = /data-k=|data-pm-slice/;

const lines = (text) => text.split(/\r?\n/).map((line) => ({ kind: "paragraph", body: { text: line ? [{ text: line }] : [] } }));

function textOf(block) {
  const { kind, body } = block;
  if (kind === "list") return body.items.map(({ text }) => text);
  if (kind === "table") return body.rows.map(({ cells }) => cells.flatMap(({ text }, at) => (at ? [{ text: " " }, ...text] : text)));
  return body.text ? [body.text] : [];
}

/** Everything in one line of text, with breaks between. */
function flat(schema, blocks) {
  const runs = blocks.flatMap(textOf).flatMap((text, at) => (at ? [{ text: "\n" }, ...text] : text));
  return schema.nodeFromJSON(nodeOf({ id: null, kind: "paragraph", body: { text: runs } })).content;
}

function put(view, blocks) {
  const { state } = view;
  const { schema } = state;
  if (!blocks.length) return true;
  const nodes = () => blocks.map((each) => schema.nodeFromJSON(nodeOf({ id: freshId(), ...each })));
  const { $from } = state.selection;
  if (isInTable(state) && blocks.length === 1 && blocks[0].kind === "table") return intoCells(view, null, new Slice(Fragment.from(nodes()), 0, 0));
  const item = around($from, "item");
  if (item && blocks.every(({ kind }) => kind === "list") && item.node.content.size === 0) {
    const tr = state.tr.replaceWith(item.pos, item.pos + item.node.nodeSize, nodes().flatMap((list) => [...list.content.content]));
    view.dispatch(tr.scrollIntoView());
    return true;
  }
  const inBlock = ["paragraph", "heading"].includes($from.parent.type.name);
  const oneLine = blocks.length === 1 && blocks[0].kind === "paragraph";
  if (!inBlock || oneLine) {
    const plain = $from.parent.type.spec.marks === "";
    const tr = plain ? state.tr.insertText(blocks.flatMap(textOf).flat().map(({ text }) => text).join(" ").replace(/\n/g, " ")) : state.tr.replaceSelection(new Slice(flat(schema, blocks), 0, 0));
    view.dispatch(tr.scrollIntoView().setMeta("paste", true));
    return true;
  }
  const tr = state.tr.deleteSelection();
  const block = currentBlock(tr);
  let [from, to] = [block.pos, block.pos + block.node.nodeSize];
  const offset = tr.selection.$from.parentOffset;
  if (block.node.content.size && offset === 0) to = from;
  else if (offset === block.node.content.size && offset) from = to;
  else if (offset) {
    tr.split(tr.selection.from);
    from = to = block.pos + tr.doc.nodeAt(block.pos).nodeSize;
  }
  const made = nodes();
  tr.replaceWith(from, to, made);
  tr.setSelection(Selection.near(tr.doc.resolve(from + made.reduce((size, node) => size + node.nodeSize, 0)), -1));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true));
  return true;
}

/** Send a picture and put it behind the present block. */
export async function addPicture(view, file) {
  if (file.size > LIMIT) return house().refuse(word("tooLarge", { name: file.name }), view.dom);
  if (!["image/png", "image/jpeg"].includes(file.type)) return house().refuse(word("noPicture", { name: file.name }), view.dom);
  const body = new FormData();
  body.append("file", file, file.name || "picture.png");
  const status = document.querySelector("[data-save-status]");
  if (status) status.textContent = word("sending");
  const answer = await house().send(told.images, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) {
    const [code, text, type] = answer ? [answer.status, await answer.text(), answer.headers.get("Content-Type") ?? ""] : [0, "", ""];
    return house().refuse(house().sentenceOf(code, text, type), view.dom);
  }
  const attrs = { ...(await answer.json()), id: freshId(), alt: file.name.replace(/\.\w+$/, "").replace(/[_-]+/g, " ") };
  const block = currentBlock(view.state);
  const tr = view.state.tr;
  const node = view.state.schema.nodes.image.create(attrs);
  const blank = block?.node.type.name === "paragraph" && !block.node.content.size;
  if (blank) tr.replaceWith(block.pos, block.pos + block.node.nodeSize, node);
  else tr.insert(block ? block.pos + block.node.nodeSize : tr.doc.content.size, node);
  return view.dispatch(tr.scrollIntoView());
}

export async function addPictures(view, files) {
  for (const file of files) await addPicture(view, file);
}

const pictures = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));

function taken(view, data) {
  const html = data?.getData("text/html") ?? "";
  const text = data?.getData("text/plain") ?? "";
  if (OWN.test(html)) return false;
  if (html) return put(view, clean(html));
  if (pictures(data).length) {
    addPictures(view, pictures(data));
    return true;
  }
  return text ? put(view, lines(text.replace(/\n+$/, "")).filter(({ body }) => body.text.length)) : false;
}

export const Paste = Extension.create({
  name: "paste",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        // before ProseMirror, which would read what others wrote with all its styles
        handleDOMEvents: {
          paste(view, event) {
            if (!view.editable || event.target.closest?.("input, select, textarea")) return false;
            const done = taken(view, event.clipboardData);
            if (done) event.preventDefault();
            return done;
          },
        },
        transformPastedHTML: tame,
        handleDrop(view, event) {
          const files = pictures(event.dataTransfer);
          if (!files.length) return false;
          event.preventDefault();
          addPictures(view, files);
          return true;
        },
      },
    }),
  ],
});
