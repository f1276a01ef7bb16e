// Every kind of block of a document, as the editor knows it; ids are attributes and stay.
import { Extension, Mark, Node, callOrReturn, getExtensionField } from "@tiptap/core";
import { told, word } from "./house.js";

/** What a clipboard carries of a node of ours: its name and its attributes, whole. */
function read(name, defaults) {
  return (element) => {
    try {
      const held = JSON.parse(element.dataset.a || "{}");
      return Object.fromEntries(Object.keys(defaults).filter((key) => key in held).map((key) => [key, held[key]]));
    } catch {
      return false;
    }
  };
}

function kind(name, { attrs = {}, dom, leaf = false, also = [], ...rest }) {
  return Node.create({
    name,
    ...rest,
    addAttributes: () => Object.fromEntries(Object.entries(attrs).map(([key, value]) => [key, { default: value, rendered: false, parseHTML: () => null }])),
    parseHTML: () => [{ tag: `[data-k="${name}"]`, priority: 100, getAttrs: read(name, attrs) }, ...also],
    renderHTML({ node }) {
      const [tag, attributes = {}, ...inside] = dom(node);
      return [tag, { "data-k": name, "data-a": JSON.stringify(node.attrs), ...attributes }, ...(leaf ? inside : [0])];
    },
  });
}

const named = (node, more = {}) => ({ ...(node.attrs.id ? { id: `n-${node.attrs.id}` } : {}), ...more });
const inner = "block inner";
const LISTS = { "-": ["ul", "dash"], "+": ["ul", "plus"], "1.": ["ol", "number"], "a)": ["ol", "letter"] };

export const labelOf = (key) => told.placeholders?.find((each) => each.key === key)?.label ?? key;
const valueOf = (key) => told.placeholders?.find((each) => each.key === key)?.value ?? "";

const Doc = Node.create({ name: "doc", topNode: true, content: "block+" });
const Text = Node.create({ name: "text", group: "inline" });

const Paragraph = kind("paragraph", {
  priority: 1000,
  group: inner,
  content: "inline*",
  attrs: { id: null, align: null },
  also: [{ tag: "p" }],
  dom: (node) => ["p", named(node, node.attrs.align ? { class: node.attrs.align } : {})],
});
const Heading = kind("heading", {
  group: inner,
  content: "inline*",
  defining: true,
  attrs: { id: null, level: 1 },
  dom: (node) => [`h${Math.min(node.attrs.level, 3) + 1}`, named(node, { "data-level": node.attrs.level })],
});
const List = kind("list", {
  group: inner,
  content: "item+",
  attrs: { id: null, marker: "-" },
  dom: (node) => {
    const [tag, name] = LISTS[node.attrs.marker] ?? LISTS["-"];
    return [tag, named(node, { class: name })];
  },
});
const Item = kind("item", { content: "inline*", defining: true, attrs: { id: null, level: 0 }, dom: (node) => ["li", { class: `l${node.attrs.level}` }] });

const Table = Node.create({
  name: "table",
  group: inner,
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  addAttributes: () => ({ id: { default: null, rendered: false, parseHTML: () => null }, widths: { default: null, rendered: false, parseHTML: () => null } }),
  parseHTML: () => [{ tag: "table[data-k=table]", priority: 100, getAttrs: read("table", { id: 0, widths: 0 }) }],
  renderHTML({ node }) {
    const held = { "data-k": "table", "data-a": JSON.stringify(node.attrs), class: "grid" };
    const columns = (node.attrs.widths ?? []).map((width) => ["col", { width: `${width}%` }]);
    const inside = columns.length ? [["colgroup", ...columns], ["tbody", 0]] : [["tbody", 0]];
    return ["div", named(node, { class: "wide" }), ["table", held, ...inside]];
  },
});
const Row = kind("tableRow", { content: "tableCell*", tableRole: "row", attrs: { id: null, header: false }, dom: (node) => ["tr", node.attrs.header ? { class: "hd" } : {}] });
const Cell = kind("tableCell", {
  content: "inline*",
  tableRole: "cell",
  isolating: true,
  attrs: { colspan: 1, rowspan: 1, colwidth: null },
  dom: ({ attrs }) => ["td", { ...(attrs.colspan > 1 ? { colspan: attrs.colspan } : {}), ...(attrs.rowspan > 1 ? { rowspan: attrs.rowspan } : {}) }],
});

const Steps = kind("steps", { group: inner, content: "step+", isolating: true, attrs: { id: null }, dom: (node) => ["div", named(node)] });
const Step = kind("step", {
  content: "stepActor stepTitle stepDetail",
  isolating: true,
  attrs: { id: null, shape: "task", forms: [], yes: null, no: null },
  dom: () => ["div", { class: "srow" }],
});
const part = (name, className, more = {}) => kind(name, { content: "inline*", isolating: true, defining: true, dom: () => ["div", { class: className }], ...more });
const Actor = part("stepActor", "sactor");
const Title = part("stepTitle", "stitle");
const Detail = part("stepDetail", "sdetail");

const Clause = kind("clause", {
  group: "block",
  content: "clauseTitle clauseReason inner*",
  isolating: true,
  attrs: { id: null, clauses: [], applicable: true, related: null },
  dom: (node) => ["section", named(node)],
});
const ClauseTitle = part("clauseTitle", "ctitle", { content: "text*", marks: "" });
const ClauseReason = part("clauseReason", "creason");
const Field = kind("field", { group: inner, content: "fieldLabel fieldValue", isolating: true, attrs: { id: null }, dom: (node) => ["div", named(node, { class: "line" })] });
const FieldLabel = part("fieldLabel", "flabel");
const FieldValue = part("fieldValue", "fvalue");
const Register = kind("register", { group: inner, atom: true, leaf: true, attrs: { id: null, source: "" }, dom: (node) => ["div", named(node, { class: "live" })] });
const Picture = kind("image", {
  group: inner,
  content: "inline*",
  isolating: true,
  attrs: { id: null, file: "", type: "image/png", alt: "", width: null },
  dom: (node) => ["figure", named(node, { class: "picture" })],
});
// a field of a form: a card that shows what is asked; what it is made of is changed in its dialog
const Entry = kind("entry", { group: inner, atom: true, leaf: true, attrs: { id: null, body: {} }, dom: (node) => ["div", named(node, { class: "entry" }), node.attrs.body.type ?? ""] });
const Pagebreak = kind("pagebreak", { group: inner, atom: true, leaf: true, attrs: { id: null }, dom: (node) => ["div", named(node, { class: "break" }), word("pagebreak")] });
// what a newer version of the product keeps and this editor does not know stays as it is
const Other = kind("other", { group: inner, atom: true, leaf: true, attrs: { id: null, kind: "", body: {} }, dom: (node) => ["div", named(node, { class: "other" }), node.attrs.kind] });

const inlineAtom = (name, attrs, dom, text) => kind(name, { group: "inline", inline: true, atom: true, leaf: true, selectable: true, attrs, dom, renderText: ({ node }) => text(node) });
const Placeholder = inlineAtom(
  "placeholder",
  { key: "", value: null },
  ({ attrs }) => {
    const value = attrs.value || valueOf(attrs.key);
    return ["span", { class: value ? "chip" : "chip open", title: labelOf(attrs.key) }, value || labelOf(attrs.key)];
  },
  ({ attrs }) => attrs.value || valueOf(attrs.key) || labelOf(attrs.key),
);
const ClauseLink = inlineAtom("clauseLink", { number: "" }, ({ attrs }) => ["span", { class: "cl" }, attrs.number], ({ attrs }) => attrs.number);
const DocumentLink = inlineAtom("documentLink", { code: "" }, ({ attrs }) => ["span", { class: "ref" }, attrs.code], ({ attrs }) => attrs.code);
const Break = kind("hardBreak", { group: "inline", inline: true, leaf: true, selectable: false, also: [{ tag: "br" }], dom: () => ["br"], renderText: () => "\n" });

const mark = (name, tag, tags) => Mark.create({ name, parseHTML: () => tags.map((each) => ({ tag: each })), renderHTML: () => [tag, 0] });
const Bold = mark("bold", "b", ["b", "strong"]);
const Italic = mark("italic", "i", ["i", "em"]);
const Underline = mark("underline", "u", ["u"]);

const Roles = Extension.create({
  name: "roles",
  extendNodeSchema(extension) {
    const context = { name: extension.name, options: extension.options, storage: extension.storage };
    return { tableRole: callOrReturn(getExtensionField(extension, "tableRole", context)) };
  },
});

export const blocks = { Clause, Entry, Picture, Register, Step, Steps, Title };
export const plain = [
  Doc, Text, Paragraph, Heading, List, Item, Table, Row, Cell, Actor, Detail, ClauseTitle, ClauseReason, Field, FieldLabel, FieldValue,
  Pagebreak, Other, Placeholder, ClauseLink, DocumentLink, Break, Bold, Italic, Underline, Roles,
];
/** What carries an id of its own within a block. */
export const PARTS = new Set(["item", "tableRow", "step"]);
