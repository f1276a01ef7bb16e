// Blocks with controls of their own: a clause, a picture, a live register. Their texts stay text.
import { $, make, parse } from "../dom.js";
import { openEntry } from "./entries.js";
import { ask, button, field, house, told, word } from "./house.js";
import { blocks, labelOf } from "./schema.js";
import { steps } from "./steps.js";

export const rest = { "contenteditable": "false" };
const noise = (content) => ({ target, type }) => type !== "selection" && !(content?.contains(target) ?? false);

export function setAttrs({ editor, getPos }, node, attrs) {
  const { view } = editor;
  view.dispatch(view.state.tr.setNodeMarkup(getPos(), undefined, { ...node.attrs, ...attrs }));
}

/** What all views share: controls keep their own events, and what they change is not the text's. */
export function framed(dom, contentDOM, update, controls) {
  return {
    dom,
    contentDOM,
    update,
    stopEvent: (event) => controls?.contains(event.target) ?? false,
    ignoreMutation: noise(contentDOM),
  };
}

const codes = (text) => text.split(",").map((each) => each.trim()).filter(Boolean);

function clause(props) {
  let { node } = props;
  const numbers = make("span", {});
  const edit = button("pen", word("clause"), () => settings());
  const head = make("header", rest, numbers, edit);
  const content = make("div", { class: "in-clause" });
  const dom = make("section", { class: "answer" }, head, content);
  async function settings() {
    const { attrs } = node;
    const applies = make("input", { type: "checkbox", name: "applicable", checked: attrs.applicable });
    const data = await ask(word("clause"), [
      field(word("clauseNumbers"), make("input", { type: "text", name: "clauses", value: attrs.clauses.join(", "), required: true })),
      make("label", { class: "check" }, applies, ` ${word("applies")}`),
      field(word("related"), make("input", { type: "text", name: "related", value: (attrs.related ?? []).join(", ") })),
    ]);
    if (!data) return edit.focus();
    const related = codes(data.get("related"));
    setAttrs(props, node, { clauses: codes(data.get("clauses")), applicable: data.has("applicable"), related: related.length || attrs.related ? related : null });
    props.editor.view.focus();
  }
  function paint() {
    dom.id = `n-${node.attrs.id}`;
    dom.classList.toggle("na", !node.attrs.applicable);
    dom.classList.toggle("bare-reason", node.attrs.applicable && !node.child(1).content.size);
    content.dataset.title = word("clauseTitle");
    content.dataset.reason = word("whyNot");
    numbers.replaceChildren(
      ...node.attrs.clauses.map((each) => make("span", { class: "cl" }, each)),
      ...(node.attrs.related ?? []).map((each) => make("span", { class: "code" }, each)),
      ...(node.attrs.applicable ? [] : [make("b", {}, word("notApplicable"))]),
    );
  }
  paint();
  return framed(dom, content, (next) => next.type === node.type && ((node = next), paint(), true), head);
}

const WIDTHS = [null, 25, 50, 75, 100];

function picture(props) {
  let { node } = props;
  const image = make("img", { alt: "" });
  const alt = make("input", { type: "text", class: "alt", "aria-label": word("alt"), placeholder: word("alt") });
  const width = make("select", { "aria-label": word("width") }, ...WIDTHS.map((each) => make("option", { value: each ?? "" }, each ? `${each} %` : word("width"))));
  const controls = make("div", { class: "controls", ...rest }, alt, width);
  const caption = make("figcaption", { "data-empty": word("caption") });
  const dom = make("figure", { class: "picture" }, make("div", rest, image), controls, caption);
  alt.addEventListener("change", () => setAttrs(props, node, { alt: alt.value.trim() }));
  width.addEventListener("change", () => setAttrs(props, node, { width: Number(width.value) || null }));
  function paint() {
    const { id, file, alt: said, width: share } = node.attrs;
    dom.id = `n-${id}`;
    const source = /^[0-9a-f]{64}$/.test(file) ? `${told.images}${file}/` : "";
    if (image.getAttribute("src") !== source) image.setAttribute("src", source);
    image.alt = alt.value = said;
    image.style.width = share ? `${share}%` : "";
    if (share && !WIDTHS.includes(share) && !$(`option[value="${share}"]`, width)) width.append(make("option", { value: share }, `${share} %`));
    width.value = share ?? "";
    caption.classList.toggle("void", !node.content.size);
  }
  paint();
  return framed(dom, caption, (next) => next.type === node.type && ((node = next), paint(), true), controls);
}

const drawn = new Map(); // source → the register as the server draws it, asked for once

function drawing(source) {
  if (!drawn.has(source)) {
    const asked = house().send(`${told.register}${encodeURIComponent(source)}/`).then(async (answer) => (answer.ok ? answer.text() : ""));
    drawn.set(source, asked.catch(() => ""));
  }
  return drawn.get(source);
}

function register(props) {
  let { node } = props;
  const known = told.registers.map(({ key, label }) => make("option", { value: key }, label));
  const choice = make("select", { "aria-label": word("source") }, ...known);
  const table = make("div", {});
  const controls = make("div", { class: "controls" }, make("b", { class: "lab" }, word("register")), choice);
  const dom = make("div", { class: "register", ...rest }, controls, table);
  choice.addEventListener("change", () => setAttrs(props, node, { source: choice.value }));
  async function paint() {
    const { id, source } = node.attrs;
    dom.id = `n-${id}`;
    if (!told.registers.some(({ key }) => key === source)) choice.append(make("option", { value: source }, source));
    choice.value = source;
    const html = await drawing(source);
    if (node.attrs.source === source) table.replaceChildren(...parse(html).body.childNodes);
  }
  paint();
  const update = (next) => {
    if (next.type !== node.type) return false;
    const other = next.attrs.source !== node.attrs.source;
    node = next;
    dom.id = `n-${node.attrs.id}`;
    if (other) paint();
    return true;
  };
  return { ...framed(dom, null, update, controls), ignoreMutation: () => true };
}

/** A field of a form: what it asks, of which type, and for whom; its dialog is the server's page. */
function entry(props) {
  let { node } = props;
  const label = make("b", {});
  const traits = make("span", { class: "m" });
  const list = make("p", { class: "s" });
  const edit = button("pen", word("editEntry"), () => openEntry(node.attrs.id), { text: word("editEntry") });
  const dom = make("div", { class: "entry", ...rest }, make("div", { class: "said" }, label, traits, list), edit);
  dom.addEventListener("dblclick", () => openEntry(node.attrs.id));
  function paint() {
    const { id, body } = node.attrs;
    dom.id = `n-${id}`;
    label.textContent = (body.label ?? []).map((run) => run.text ?? run.clause ?? run.document ?? (labelOf(run.placeholder) || "")).join("") || word("entry");
    const said = [told.entries?.[body.type] ?? body.type, body.required ? word("required") : "", body.when ? word("conditional") : ""];
    traits.textContent = said.filter(Boolean).join(" · ");
    list.textContent = (body.options ?? body.columns ?? []).map((each) => each.label).join(body.columns ? " | " : " / ");
    list.hidden = !list.textContent;
  }
  paint();
  return { ...framed(dom, null, (next) => next.type === node.type && ((node = next), paint(), true), edit), ignoreMutation: () => true };
}

const viewed = (extension, view) => extension.extend({ addNodeView: () => view });
export const withViews = [viewed(blocks.Clause, clause), viewed(blocks.Picture, picture), viewed(blocks.Register, register), viewed(blocks.Entry, entry), ...steps({ framed, rest, setAttrs })];
