// The steps of a procedure as the flow table of three columns; the chart in its middle is drawn as one types.
import { make, shape as icon } from "../dom.js";
import { TextSelection } from "@tiptap/pm/state";
import { button, word } from "./house.js";
import { newStep } from "./places.js";
import { blocks } from "./schema.js";
import { choose } from "./suggest.js";

const SHAPES = ["start", "task", "decision", "end"];
const SVG = "http://www.w3.org/2000/svg";

function diamond() {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of [["viewBox", "0 0 168 64"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  path.setAttribute("d", "M84 1 167 32 84 63 1 32z");
  svg.append(path);
  return svg;
}

/** The steps around one: [the block, its position, the index of the step]. */
function among({ editor, getPos }) {
  const $pos = editor.state.doc.resolve(getPos());
  return [$pos.parent, $pos.start(), $pos.index()];
}

export const steps = ({ framed, rest, setAttrs }) => {
  function whole({ node: first, editor, getPos }) {
    let node = first;
    const heads = ["step", "actor", "process", "detail"].map((key) => make("span", {}, word(key)));
    const body = make("div", { class: "sbody" });
    const add = button("plus", word("addStep"), () => {
      const at = getPos() + node.nodeSize - 1;
      const tr = editor.state.tr.insert(at, editor.schema.nodeFromJSON(newStep()));
      editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
      editor.view.focus();
    }, { text: word("addStep") });
    const foot = make("div", { class: "sfoot", ...rest }, add);
    const dom = make("div", { class: "flowed", id: `n-${node.attrs.id}` }, make("div", { class: "shead", "aria-hidden": "true", ...rest }, ...heads), body, foot);
    const update = (next) => {
      if (next.type !== node.type) return false;
      const moved = next.childCount !== node.childCount || !same(next, node);
      node = next;
      dom.id = `n-${node.attrs.id}`;
      if (moved) body.dispatchEvent(new Event("steps"));
      return true;
    };
    return framed(dom, body, update, foot);
  }

  const same = (a, b) => {
    for (let at = 0; at < a.childCount; at += 1) if (a.child(at).attrs.id !== b.child(at).attrs.id) return false;
    return true;
  };

  function one(props) {
    let { node } = props;
    const { editor, getPos } = props;
    const number = make("span", { class: "sn", ...rest });
    const cells = make("div", { class: "scells" });
    const kinds = make("select", { class: "shape" }, ...SHAPES.map((each) => make("option", { value: each }, word(each))));
    const branches = make("span", { class: "branches" });
    const forms = make("span", { class: "forms" });
    const up = button("up", "", () => swap(-1));
    const down = button("down", "", () => swap(1));
    const out = button("trash", "", () => remove());
    const controls = make("div", { class: "sside", ...rest }, forms, kinds, branches, make("span", { class: "moves" }, up, down, out));
    const [yes, no] = ["yes", "no"].map((each) => make("span", { class: `branch ${each}`, ...rest }));
    const dom = make("div", { class: "srow" }, number, cells, yes, no, controls);
    kinds.addEventListener("change", () => setAttrs(props, node, { shape: kinds.value }));

    function swap(by) {
      const [parent, , index] = among(props);
      const to = index + by;
      if (to < 0 || to >= parent.childCount) return;
      const other = parent.child(to);
      const pos = getPos();
      const [from, end, pair] = by < 0 ? [pos - other.nodeSize, pos + node.nodeSize, [node, other]] : [pos, pos + node.nodeSize + other.nodeSize, [other, node]];
      editor.view.dispatch(editor.state.tr.replaceWith(from, end, pair));
      editor.view.focus();
    }
    function remove() {
      const [parent] = among(props);
      if (parent.childCount < 2) return;
      editor.view.dispatch(editor.state.tr.delete(getPos(), getPos() + node.nodeSize));
      editor.view.focus();
    }
    async function addForm(event) {
      const found = await choose(event.currentTarget, { only: "form", title: word("form") });
      if (found && !node.attrs.forms.includes(found.value)) setAttrs(props, node, { forms: [...node.attrs.forms, found.value] });
      editor.view.focus();
    }
    function branch(name, parent, index) {
      const options = [make("option", { value: "" }, word("onward"))];
      parent.forEach((step, _offset, at) => at !== index && options.push(make("option", { value: step.attrs.id }, word("toStep", { n: at + 1 }))));
      const select = make("select", { "aria-label": `${word(name)} (${index + 1})` }, ...options);
      select.value = node.attrs[name] ?? "";
      select.addEventListener("change", () => setAttrs(props, node, { [name]: select.value || null }));
      return make("label", {}, make("span", {}, word(name)), select);
    }
    function paint() {
      const [parent, , index] = among(props);
      const n = index + 1;
      number.textContent = n;
      dom.dataset.shape = node.attrs.shape;
      dom.classList.toggle("first", index === 0);
      dom.classList.toggle("last", n === parent.childCount);
      const to = (name) => {
        let at = 0;
        parent.forEach((step, _offset, i) => step.attrs.id === node.attrs[name] && (at = i + 1));
        return at && at !== n + 1 ? ` → ${at}` : "";
      };
      yes.textContent = `${word("yesLabel")}${to("yes")}`;
      no.textContent = `${word("noLabel")}${to("no")}`;
      kinds.value = node.attrs.shape;
      kinds.setAttribute("aria-label", word("shape", { n }));
      for (const [each, key] of [[up, "stepUp"], [down, "stepDown"], [out, "stepOut"]]) {
        each.setAttribute("aria-label", word(key, { n }));
        each.title = word(key, { n });
      }
      branches.replaceChildren(...(node.attrs.shape === "decision" ? ["yes", "no"].map((name) => branch(name, parent, index)) : []));
      forms.replaceChildren(
        ...node.attrs.forms.map((code) => {
          const drop = make("button", { type: "button", "aria-label": word("dropForm", { code }) }, icon("i", "x"));
          drop.onclick = () => setAttrs(props, node, { forms: node.attrs.forms.filter((each) => each !== code) });
          return make("span", { class: "form" }, make("b", {}, code), drop);
        }),
        button("plus", word("addForm", { n }), addForm, { text: word("form") }),
      );
    }
    paint();
    const repaint = () => dom.isConnected && paint();
    queueMicrotask(() => dom.parentElement?.addEventListener("steps", repaint));
    const update = (next) => {
      if (next.type !== node.type) return false;
      const other = next.attrs !== node.attrs;
      node = next;
      if (other) paint();
      return true;
    };
    return framed(dom, cells, update, controls);
  }

  /** The middle column: the title stands within the shape of its step. */
  function title({ node: first }) {
    let node = first;
    const text = make("div", { class: "stext" });
    const dom = make("div", { class: "stitle" }, make("div", { class: "shp" }, diamond(), text));
    return framed(dom, text, (next) => next.type === node.type && ((node = next), true));
  }

  const viewed = (extension, view) => extension.extend({ addNodeView: () => view });
  return [viewed(blocks.Steps, whole), viewed(blocks.Step, one), viewed(blocks.Title, title)];
};
