// Saving: a moment after the last key, block by block, never over somebody else, and nothing lost.
import { make, shape } from "../dom.js";
import { clockTime, say } from "../words.js";
import { bodyOf, entriesOf, nodeOf } from "./convert.js";
import { differences } from "./differences.js";
import { house, told, word } from "./house.js";
import { keep } from "./keep.js";

const PAUSE = 1500; // ms after the last key
const KEEP = 300; // ms after the last key
const RETRY = [5000, 10000, 30000]; // ms; then every 30 s
const MOST = 900_000; // characters in one request
const ALONE = 60_000; // of what a closing page may still send

export class Saving {
  constructor(editor, problems) {
    Object.assign(this, { editor, problems, known: new Map(), outline: [], unsure: new Map(), failures: 0, closed: false, turn: 0 });
    this.listeners = [];
  }

  /** What the server has, as the rows it sent. */
  learn(rows) {
    const { schema } = this.editor;
    for (const row of rows) {
      const { text } = bodyOf(schema.nodeFromJSON(nodeOf(row)));
      this.known.set(row.id, { revision: row.revision, text });
    }
    this.outline = rows.map(({ id, parent }) => ({ id, parent }));
  }

  /** The same text of a block of the server, as this editor would write it. */
  written({ id, kind, body }) {
    return bodyOf(this.editor.schema.nodeFromJSON(nodeOf({ id, kind, body }))).text;
  }

  differences() {
    return differences(this.editor.state.doc, this.known, this.outline);
  }

  get dirty() {
    const { changed, places, removed } = this.differences();
    return changed.length + places.length + removed.length > 0;
  }

  // -- when ---------------------------------------------------------------------
  changed() {
    if (!this.shown && this.dirty) this.show("waiting"); // once, not at each key
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepHere(), KEEP);
    this.schedule();
  }

  schedule(delay = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  /** What is not saved, on this machine; false where that is not possible. */
  keepHere() {
    clearTimeout(this.keeping);
    const { entries, changed } = this.differences();
    const before = (at, parent) => entries.slice(0, at).reverse().filter((each) => each.parent === parent).slice(0, 8).map(({ id }) => id);
    const place = new Map(entries.map(({ id }, at) => [id, at]));
    return keep(changed.map(({ id, parent, node }) => {
      const { kind, body } = bodyOf(node);
      return { id, kind, body, parent, base: this.known.get(id)?.revision ?? 0, after: before(place.get(id), parent) };
    }));
  }

  // -- sending ------------------------------------------------------------------
  /** At most one request at a time; what is typed meanwhile goes with the next. */
  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.closed || this.editor.isDestroyed) return;
    if (this.busy) return void (this.again = true);
    const sent = this.collect();
    if (!sent) return this.show(this.problems.count() ? "failed" : "");
    this.busy = true;
    this.turn += 1;
    this.show("saving");
    try {
      await this.exchange(sent, keepalive);
    } catch {
      this.retry(sent);
    }
    this.busy = false;
    this.keepHere();
    if (this.again) {
      this.again = false;
      this.schedule(0);
    }
  }

  /** Everything typed so far is with the server, or waits for a decision. */
  async settled() {
    await this.save();
    for (let tries = 0; tries < 100 && (this.busy || this.collectable()); tries += 1) {
      await new Promise((later) => setTimeout(later, 100));
      if (!this.busy) await this.save();
    }
  }

  /** What goes into one request; null where all is saved or waits for a decision. */
  collect() {
    const { entries, changed, places, removed } = this.differences();
    this.problems.letGo(new Set(entries.map(({ id }) => id)));
    const waits = (id, text) => this.problems.holds(id, text);
    let room = MOST;
    const blocks = [];
    for (const { id, node } of changed) {
      const held = bodyOf(node);
      if (waits(id, held.text)) continue;
      room -= held.text.length;
      if (room < 0 && blocks.length) {
        this.again = true;
        break;
      }
      blocks.push({ id, kind: held.kind, body: held.body, text: held.text });
    }
    const going = new Set(blocks.map(({ id }) => id));
    const order = places.filter(({ id }) => going.has(id) || this.known.has(id));
    const gone = removed.filter((id) => !waits(id, ""));
    if (!blocks.length && !order.length && !gone.length) return null;
    const base = Object.fromEntries([...going, ...gone].filter((id) => this.known.has(id)).map((id) => [id, this.known.get(id).revision]));
    return { entries, blocks, order, removed: gone, base };
  }

  async exchange(sent, keepalive) {
    const body = new FormData();
    const text = JSON.stringify({ base: sent.base, blocks: sent.blocks.map(({ id, kind, body: held }) => ({ id, kind, body: held })), order: sent.order, removed: sent.removed });
    body.append("changes", text);
    const answer = await house().send(told.blocks, { method: "POST", body, keepalive: keepalive && text.length < ALONE });
    if (answer.status >= 500) return this.retry(sent);
    if (!answer.ok) return this.refused(answer);
    this.settle(sent, await answer.json());
    this.failures = 0;
    return document.dispatchEvent(new CustomEvent("autosave:saved"));
  }

  settle(sent, told) {
    const saved = new Set();
    told.blocks.forEach((outcome, at) => {
      const { id, text } = sent.blocks[at];
      if (outcome.status === "saved") {
        this.known.set(outcome.id, { revision: outcome.revision, text });
        this.problems.clear(id);
        saved.add(outcome.id);
        if (outcome.id !== id) this.rename(id, outcome.id);
      } else if (outcome.status === "refused") this.problems.refuse(id, text, outcome.sentence);
      else this.collide(id, outcome);
      this.unsure.delete(id);
    });
    for (const outcome of told.removed) {
      if (outcome.status === "gone") this.known.delete(outcome.id);
      else this.problems.bringBack(outcome);
    }
    const there = new Set([...this.known.keys()]);
    this.outline = sent.entries.filter(({ id }) => there.has(id)).map(({ id, parent }) => ({ id, parent }));
    this.listeners.forEach((each) => each(saved));
    if (!this.collectable()) this.show(this.problems.count() ? "failed" : "", told.saved_at);
    else this.schedule();
  }

  collectable() {
    const { again } = this;
    const found = this.collect();
    this.again = again;
    return found !== null;
  }

  /** Somebody else was faster, or an answer of ours was lost on its way. */
  collide(id, outcome) {
    const { theirs } = outcome;
    const text = theirs && this.written({ id, ...theirs });
    if (theirs && this.unsure.get(id) === text) {
      this.known.set(id, { revision: outcome.revision, text });
      return this.schedule(0);
    }
    return this.problems.collide(id, outcome, text);
  }

  rename(from, to) {
    const entry = entriesOf(this.editor.state.doc).find(({ id }) => id === from);
    this.known.delete(from);
    if (!entry) return;
    this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(entry.pos, undefined, { ...entry.node.attrs, id: to }).setMeta("addToHistory", false));
  }

  retry(sent) {
    for (const { id, text } of sent.blocks) this.unsure.set(id, text);
    this.show("failed", word("unsaved"));
    this.schedule(RETRY[Math.min(this.failures++, RETRY.length - 1)]);
  }

  async refused(answer) {
    const sentence = house().sentenceOf(answer.status, await answer.text(), answer.headers.get("Content-Type") ?? "");
    this.show("failed", word("unsaved"));
    house().refuse(sentence, this.editor.view.dom);
    if (answer.status === 401) return this.schedule(RETRY.at(-1)); // the login was put off
    if (answer.status === 409 || answer.status === 403 || answer.status === 404) {
      this.closed = true;
      this.editor.setEditable(false);
    }
    return null;
  }

  // -- telling ------------------------------------------------------------------
  show(state, said = "") {
    this.shown = state;
    const place = document.querySelector("[data-save-status]");
    if (!place) return;
    const text = state === "waiting" ? say("waiting") : state === "saving" ? word("saving") : state === "failed" && this.problems.count() ? word("choose", { n: this.problems.count() }) : state === "failed" ? said : word("saved", { time: said || this.savedAt || clockTime() });
    if (state === "") this.savedAt = said || this.savedAt;
    place.className = `saved ${state}`;
    place.setAttribute("aria-live", state === "failed" ? "assertive" : "off");
    place.replaceChildren(...(state === "" ? [shape("i", "check")] : []), make("span", {}, text));
  }
}
