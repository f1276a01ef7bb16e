// One menu for all that is chosen while typing: / for blocks, {{ for data fields, [[ for links.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { make } from "../dom.js";
import { fold } from "../words.js";
import { house, told, word } from "./house.js";
import { insertBlock, NEW, setBlock, setList } from "./places.js";

const OPENS = /(?:(\[\[)([^[\]\n]{0,60})|(\{\{)([^{}\n]{0,40})|(?:^|\s)(\/)([\p{L}\p{N} :]{0,30}))$/u;
const key = new PluginKey("suggest");

export function fieldsFor(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return told.placeholders.filter(({ label }) => words.every((each) => fold(label).includes(each))).map((each) => ({ ...each, kind: "placeholder", hint: each.value }));
}

const LISTS = { dashes: "-", pluses: "+", numbers: "1.", letters: "a)" };
const KINDS = [...(told.entries ? ["entry"] : []), ...Object.keys(NEW).filter((each) => !["register", "entry"].includes(each)), "image", "placeholder", "link"];

export function runKind(view, name, acts) {
  if (name === "image") return acts.image();
  if (name === "placeholder" || name === "link") return view.dispatch(view.state.tr.insertText(name === "link" ? "[[" : "{{")), view.focus();
  if (name === "entry") return insertBlock(view, NEW.entry()), acts.entry();
  if (name.startsWith("register:")) return insertBlock(view, NEW.register(name.slice(9)));
  const heading = name.match(/^heading([1-4])$/);
  if (heading && setBlock(view, "heading", { level: Number(heading[1]) })) return null;
  if (LISTS[name] && setList(view, LISTS[name])) return null;
  return insertBlock(view, NEW[name]());
}

export function kindsFor(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const all = [...KINDS.map((value) => ({ value, label: word(value) })), ...told.registers.map((each) => ({ value: `register:${each.key}`, label: `${word("register")}: ${each.label}` }))];
  return all.filter(({ label }) => words.every((each) => fold(label).includes(each))).map((each) => ({ ...each, kind: "block" }));
}

let turn = 0;
export async function linksFor(query, only = "") {
  const mine = ++turn;
  await new Promise((later) => setTimeout(later, query ? 120 : 0));
  if (mine !== turn) return null;
  const answer = await house().send(`${told.find}?${new URLSearchParams({ q: query, only })}`).catch(() => null);
  return mine === turn ? (answer?.ok ? answer.json() : []) : null;
}

/** A list under the caret or under a button; the focus stays where it was. */
export class Menu {
  constructor(pick) {
    this.pick = pick;
    this.list = make("ul", { class: "suggest", role: "listbox", id: "suggest", "aria-label": word("results") });
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const row = event.target.closest("li[role=option]");
      if (row) this.pick(this.found[[...this.list.children].indexOf(row)]);
    });
    this.found = [];
  }
  show(found, box, owner) {
    const same = JSON.stringify(found) === JSON.stringify(this.found) && this.list.isConnected;
    this.found = found;
    this.owner = owner;
    if (!same) {
      const rows = found.map(({ label, value, kind, hint }, at) => {
        const link = kind === "clause" || kind === "document";
        const small = link ? `${word(kind === "clause" ? "clauseKind" : "documentKind")}` : hint;
        return make("li", { role: "option", id: `suggest-${at}`, "aria-selected": "false" }, link ? make("b", {}, value) : null, make("span", {}, label), small ? make("small", {}, small) : null);
      });
      this.list.replaceChildren(...(rows.length ? rows : [make("li", { class: "m", role: "option", "aria-disabled": "true" }, word("nothing"))]));
      this.mark(0);
    }
    if (!this.list.isConnected) (owner.closest("dialog") ?? document.body).append(this.list);
    const { offsetHeight: high, offsetWidth: wide } = this.list;
    const above = box.bottom + high + 8 > innerHeight && box.top > high;
    this.list.style.top = `${Math.max(4, above ? box.top - high - 4 : box.bottom + 4)}px`;
    this.list.style.left = `${Math.max(4, Math.min(box.left, innerWidth - wide - 8))}px`;
    owner.setAttribute("aria-controls", "suggest");
  }
  mark(at) {
    if (!this.found.length) return;
    this.at = (at + this.found.length) % this.found.length;
    [...this.list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === this.at)));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.owner?.setAttribute("aria-activedescendant", `suggest-${this.at}`);
  }
  get open() {
    return this.list.isConnected;
  }
  close() {
    this.list.remove();
    this.found = [];
    for (const name of ["aria-activedescendant", "aria-controls"]) this.owner?.removeAttribute(name);
  }
  /** Arrow keys, Enter, Tab; true where the key was for the menu. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.at ?? 0) + step);
    else if ((event.key === "Enter" || event.key === "Tab") && this.found.length) this.pick(this.found[this.at ?? 0]);
    else return false;
    return true;
  }
}

/** A field under a control: resolves with what was chosen, null where one thinks better of it. */
export function choose(anchor, { only = "", title }) {
  return new Promise((resolve) => {
    const input = make("input", { type: "search", role: "combobox", "aria-expanded": "true", "aria-label": title, placeholder: title, autocomplete: "off" });
    const box = make("div", { class: "choose" }, input);
    const end = (found) => {
      menu.close();
      box.remove();
      resolve(found);
    };
    const menu = new Menu(end);
    const look = async () => {
      const found = await linksFor(input.value.trim(), only);
      if (found && box.isConnected) menu.show(found, input.getBoundingClientRect(), input);
    };
    const at = anchor.getBoundingClientRect();
    box.style.top = `${at.bottom + scrollY + 4}px`;
    box.style.left = `${Math.max(4, Math.min(at.left, innerWidth - 300))}px`;
    document.body.append(box);
    input.addEventListener("input", look);
    input.addEventListener("keydown", (event) => {
      if (menu.key(event) || event.key === "Escape") event.preventDefault();
      if (event.key === "Escape") end(null);
    });
    input.addEventListener("blur", () => setTimeout(() => box.isConnected && end(null), 150));
    input.focus();
    look();
  });
}

const CLAUSE = /^[1-9]\d?(\.[1-9]\d?){0,3}$/;
const CODE = /^(?=.*\p{L})[\p{L}\p{N}_](?:[\p{L}\p{N}_ .\-/&]{0,62}[\p{L}\p{N}_])?$/u;

/** What was typed to its end without choosing: [[9.2]], [[QT.HT.04]], {{Tên cơ quan}}. */
function closed(view, from, text) {
  const { state } = view;
  const $from = state.doc.resolve(from);
  if ($from.parent.type.spec.marks === "") return false;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 80), $from.parentOffset, undefined, "\ufffc") + text;
  const found = /\[\[([^[\]\n]+)\]\]$|\{\{([^{}\n]+)\}\}$/.exec(before);
  if (!found) return false;
  const name = (found[1] ?? found[2]).trim();
  const { clauseLink, documentLink, placeholder } = state.schema.nodes;
  const held = told.placeholders.find(({ key: each, label }) => each === name || fold(label) === fold(name));
  const link = CLAUSE.test(name) ? clauseLink.create({ number: name }) : CODE.test(name) ? documentLink.create({ code: name }) : null;
  const node = found[1] ? link : held && placeholder.create({ key: held.key });
  if (!node) return false;
  view.dispatch(state.tr.replaceWith(from - found[0].length + 1, from, node).scrollIntoView());
  return true;
}

export const Suggest = Extension.create({
  name: "suggest",
  priority: 1000,
  addOptions: () => ({ acts: {} }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    let range = null;
    let dismissed = -1;
    const menu = new Menu((found) => {
      const { view } = editor;
      const { from, to } = range;
      menu.close();
      if (found.kind === "block") {
        view.dispatch(view.state.tr.delete(from, to));
        return runKind(view, found.value, options.acts);
      }
      const { nodes } = view.state.schema;
      const atoms = { placeholder: () => nodes.placeholder.create({ key: found.key }), clause: () => nodes.clauseLink.create({ number: found.value }), document: () => nodes.documentLink.create({ code: found.value }) };
      view.dispatch(view.state.tr.replaceWith(from, to, atoms[found.kind]()).scrollIntoView());
      return view.focus();
    });
    const asked = ({ selection }) => {
      const { $from, empty } = selection;
      if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.marks === "") return null;
      const text = $from.parent.textBetween(Math.max(0, $from.parentOffset - 80), $from.parentOffset, undefined, "\ufffc");
      const found = OPENS.exec(text);
      if (!found) return null;
      const sign = found[1] ?? found[3] ?? found[5];
      const query = found[2] ?? found[4] ?? found[6];
      return { sign, query, from: $from.pos - query.length - sign.length, to: $from.pos };
    };
    const found = ({ sign, query }) => (sign === "/" ? kindsFor(query) : sign === "{{" ? fieldsFor(query) : linksFor(query.trim()));
    async function look(view) {
      const now = asked(view.state);
      if (!now || now.from === dismissed || !view.hasFocus()) {
        if (!now) dismissed = -1;
        return menu.close();
      }
      const rows = await found(now);
      const still = asked(view.state);
      if (!rows || !still || still.from !== now.from || still.query !== now.query) return null;
      if (!rows.length && now.sign === "/") return menu.close();
      range = still;
      return menu.show(rows, view.coordsAtPos(still.from), view.dom);
    }
    return [
      new Plugin({
        key,
        view: () => ({ update: (view, before) => (view.state.doc !== before.doc || view.state.selection !== before.selection) && look(view), destroy: () => menu.close() }),
        props: {
          handleKeyDown(view, event) {
            if (event.key === "Escape" && menu.open) {
              dismissed = range.from;
              menu.close();
              return true;
            }
            return !event.isComposing && menu.key(event);
          },
          handleTextInput: (view, from, _to, text) => ("]}".includes(text) ? closed(view, from, text) : false),
          handleDOMEvents: { blur: () => void menu.close() },
        },
      }),
    ];
  },
});
