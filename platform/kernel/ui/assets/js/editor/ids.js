// Every block and every row, item and step has an id of its own; what was split or pasted gets a new one.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { freshId } from "./house.js";
import { PARTS } from "./schema.js";

const GOOD = /^[a-z0-9-]{1,64}$/;

/** The ids that are missing or stand twice: [pos, attrs]. */
function wrong(doc) {
  const found = [];
  const blocks = new Set();
  const take = (node, pos, seen) => {
    const { id } = node.attrs;
    if (GOOD.test(id ?? "") && !seen.has(id)) return void seen.add(id);
    const made = freshId();
    seen.add(made);
    found.push([pos, { ...node.attrs, id: made }]);
  };
  const within = (node, pos) => {
    const seen = new Set();
    node.forEach((child, offset) => PARTS.has(child.type.name) && take(child, pos + 1 + offset, seen));
  };
  const block = (node, pos) => {
    take(node, pos, blocks);
    if (node.firstChild && PARTS.has(node.firstChild.type.name)) within(node, pos);
    if (node.type.name === "clause") node.forEach((child, offset, at) => at > 1 && block(child, pos + 1 + offset));
  };
  doc.forEach(block);
  return found;
}

/** Enter at the start of a block leaves an empty one before it: the id stays with the text. */
function withText(doc, [pos, attrs]) {
  const before = doc.resolve(pos).nodeBefore;
  const node = doc.nodeAt(pos);
  const split = before?.isTextblock && node.isTextblock && before.attrs.id === node.attrs.id && !before.content.size && node.content.size;
  return split ? [pos - before.nodeSize, { ...before.attrs, id: attrs.id }] : [pos, attrs];
}

export const Ids = Extension.create({
  name: "ids",
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, _old, { doc, tr }) {
        if (!transactions.some((each) => each.docChanged)) return null;
        const found = wrong(doc);
        for (const each of found) tr.setNodeMarkup(...(([pos, attrs]) => [pos, undefined, attrs, doc.nodeAt(pos).marks])(withText(doc, each)));
        return found.length ? tr : null;
      },
    }),
  ],
});
