// Two people in one draft: who is here, at which block; what the other saved arrives by itself.
import { $, make } from "../dom.js";
import { csrfToken } from "../csrf.js";
import { entriesOf, nodeOf } from "./convert.js";
import { inOrder } from "./differences.js";
import { freshId, house, told, word } from "./house.js";
import { currentBlock } from "./places.js";
import { insertBehind, marks, replace } from "./problems.js";

const BEAT = 15000; // ms
const tab = freshId();

export class Together {
  constructor(editor, saving, stamp) {
    Object.assign(this, { editor, saving, stamp, people: new Map(), names: new Set() });
    this.timer = setInterval(() => this.beat(), BEAT);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.beat());
    window.addEventListener("pagehide", () => this.post({ leave: "1" }, true).catch(() => {}));
    this.beat();
  }

  post(fields, keepalive = false) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ tab, ...fields })) body.append(name, value);
    // asking by itself is no sign of life, and an ended session is told when something is saved
    const headers = { "X-CSRFToken": csrfToken(), "X-Background": "1", "HX-Request": "true" };
    return fetch(told.present, { method: "POST", body, headers, keepalive, credentials: "same-origin" });
  }

  async beat() {
    if (document.visibilityState === "hidden" || this.editor.isDestroyed || this.saving.closed) return;
    const { turn } = this.saving;
    const at = currentBlock(this.editor.state)?.node.attrs.id ?? "";
    const answer = await this.post({ at: this.editor.isFocused ? at : "", stamp: this.stamp }).catch(() => null);
    if (!answer?.ok) return;
    const { people, stamp, outline } = await answer.json();
    this.show(people);
    // what was asked before a save of ours does not know of it: the next beat does
    if (outline && (await this.merge(outline, turn))) this.stamp = stamp;
  }

  show(people) {
    const list = $("[data-present]");
    const initials = (name) => name.split(/\s+/).slice(-2).map((each) => each[0]).join("");
    list?.replaceChildren(...people.map(({ name, at }) => make("li", { title: name }, make("span", { class: "av", "aria-hidden": "true" }, initials(name)), make("span", {}, word(at ? "present" : "here", { name })))));
    if (list) list.hidden = !people.length;
    for (const { name } of people) if (!this.names.has(name)) house().toast({ text: word("arrived", { name }), kind: "info" });
    this.names = new Set(people.map(({ name }) => name));
    const now = new Map(people.filter(({ at }) => at).map(({ name, at }) => [at, name]));
    const same = now.size === this.people.size && [...now].every(([at, name]) => this.people.get(at) === name);
    this.people = now;
    if (!same) this.editor.view.dispatch(this.editor.state.tr.setMeta(marks, true));
  }

  /** Take over what others saved, moved, added and removed; what was touched here stays. */
  async merge(outline, turn) {
    const { known } = this.saving;
    const late = () => this.saving.busy || this.saving.turn !== turn;
    if (late()) return false;
    const newer = outline.filter(([id, , revision]) => (known.get(id)?.revision ?? 0) < revision).map(([id]) => id);
    const rows = newer.length ? await this.fetch(newer) : [];
    if (!rows || late()) return false;
    const dirty = new Set(this.saving.differences().changed.map(({ id }) => id));
    const { tr } = this.editor.state;
    tr.setMeta("addToHistory", false).setMeta("batch", true);
    for (const row of rows) this.take(tr, row, outline, dirty);
    this.removeGone(tr, new Set(outline.map(([id]) => id)), dirty);
    this.reorder(tr, outline);
    this.saving.outline = outline.filter(([id]) => known.has(id)).map(([id, parent]) => ({ id, parent }));
    if (tr.docChanged) this.editor.view.dispatch(tr);
    if (this.saving.dirty) this.saving.schedule();
    return true;
  }

  async fetch(ids) {
    const found = [];
    for (let at = 0; at < ids.length; at += 100) {
      const query = new URLSearchParams(ids.slice(at, at + 100).map((id) => ["id", id]));
      const answer = await fetch(`${told.blocks}?${query}`, { credentials: "same-origin", headers: { "X-Background": "1", "HX-Request": "true" } }).catch(() => null);
      if (!answer?.ok) return null;
      found.push(...(await answer.json()).blocks);
    }
    return found;
  }

  take(tr, row, outline, dirty) {
    const { saving, editor } = this;
    const entry = entriesOf(tr.doc).find(({ id }) => id === row.id);
    if (entry && dirty.has(row.id)) return; // told when it is saved: both texts are shown
    if (!entry && saving.known.has(row.id)) return; // removed here: told when that is saved
    saving.known.set(row.id, { revision: row.revision, text: saving.written(row) });
    const node = editor.schema.nodeFromJSON(nodeOf(row));
    if (entry) return void replace(tr, entry, node);
    const siblings = outline.filter(([, parent]) => parent === row.parent).map(([id]) => id);
    const before = siblings.slice(0, siblings.indexOf(row.id)).reverse();
    insertBehind(editor, nodeOf(row), row.parent, before, tr);
    saving.outline.push({ id: row.id, parent: row.parent });
  }

  removeGone(tr, there, dirty) {
    const { saving } = this;
    for (const id of [...saving.known.keys()]) {
      if (there.has(id)) continue;
      const entry = entriesOf(tr.doc).find((each) => each.id === id);
      if (entry && dirty.has(id)) continue; // told when it is saved
      saving.known.delete(id);
      if (entry && tr.doc.childCount > 1) tr.delete(entry.pos, entry.pos + entry.node.nodeSize);
    }
  }

  /** Blocks that the others moved stand where they put them, unless something was moved here. */
  reorder(tr, outline) {
    const { saving, editor } = this;
    const parents = new Set(outline.map(([, parent]) => parent));
    for (const parent of parents) {
      const wanted = outline.filter(([id, below]) => below === parent && saving.known.has(id)).map(([id]) => id);
      const here = entriesOf(tr.doc).filter((each) => each.parent === parent).map(({ id }) => id);
      const old = saving.outline.filter((each) => each.parent === parent).map(({ id }) => id);
      const untouched = inOrder(old, here).size >= here.filter((id) => old.includes(id)).length;
      if (!untouched) continue;
      const stay = inOrder(here, wanted);
      wanted.forEach((id, at) => {
        if (stay.has(id)) return;
        const entry = entriesOf(tr.doc).find((each) => each.id === id);
        if (!entry) return;
        tr.delete(entry.pos, entry.pos + entry.node.nodeSize);
        insertBehind(editor, entry.node.toJSON(), parent, wanted.slice(0, at).reverse(), tr);
      });
    }
  }
}
