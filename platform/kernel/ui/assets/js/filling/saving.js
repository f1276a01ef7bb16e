// Saved shortly after the last key, each field over what was seen in it; nothing of anybody is overwritten.
import { $, $$, make, shape } from "../dom.js";
import { say } from "../words.js";

const PAUSE = 1200; // ms after the last key
const RETRY = [5000, 10000, 30000]; // ms; then every 30 s
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class Saving {
  constructor(form, answers, told, keeper) {
    Object.assign(this, { form, answers, keeper, values: told.values, revision: told.revision, failures: 0, clashes: new Map() });
    this.sent = answers.all(); // as it was typed when the server last took it
    form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save(true));
    window.addEventListener("online", () => this.save());
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      this.save();
    });
  }

  /** What was seen before, where text kept on this machine is put back. */
  base(changes) {
    for (const [id, { was }] of Object.entries(changes)) this.values[id] = was ?? undefined;
  }

  changes() {
    const found = {};
    for (const [id, now] of Object.entries(this.answers.all())) {
      if (!this.clashes.has(id) && !same(now, this.sent[id])) found[id] = { was: this.values[id] ?? null, now };
    }
    return found;
  }

  get isDirty() {
    return Object.keys(this.changes()).length > 0;
  }

  touch() {
    const changes = this.changes();
    if (!Object.keys(changes).length) return;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keeper.keep(changes), 300);
    this.keeper.dirty = true;
    this.schedule();
  }

  schedule(delay = PAUSE) {
    if (!this.shown) this.status("waiting", say("waiting")); // once, not at each key
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  async save(keepalive = false) {
    clearTimeout(this.timer);
    if (this.running) return this.running.then(() => (this.isDirty ? this.save() : true));
    const changes = this.changes();
    if (!Object.keys(changes).length) return this.typedBack();
    this.status("saving", this.form.dataset.wordsSaving);
    this.running = this.attempt(changes, keepalive);
    const done = await this.running;
    this.running = null;
    if (done && this.isDirty) this.schedule();
    return done;
  }

  /** Nothing differs from what the server has. */
  typedBack() {
    if (!this.shown) return true;
    this.keeper.forget();
    this.status("", this.said ?? this.form.dataset.wordsSaved);
    return true;
  }

  async attempt(changes, keepalive) {
    const body = new URLSearchParams({ changes: JSON.stringify(changes) });
    try {
      const headers = { "X-Autosave": "1", Accept: "application/json" };
      const answer = await window.house.send(this.form.dataset.save, { method: "POST", body, headers, keepalive: keepalive && String(body).length < 60000 });
      return await this.answer(answer, changes);
    } catch {
      return this.failed(changes);
    }
  }

  async answer(response, changes) {
    const text = await response.text();
    if (response.status >= 500 || response.status === 401) return this.failed(changes);
    if (!response.ok) {
      this.keeper.keep(changes);
      this.status("failed", this.form.dataset.wordsUnsaved);
      window.house.refuse(window.house.sentenceOf(response.status, text, response.headers.get("Content-Type") ?? ""), this.form);
      return false;
    }
    const said = JSON.parse(text);
    this.failures = 0;
    this.learn(said, changes);
    this.status("", `${this.form.dataset.wordsSaved} ${said.saved_at}`);
    return true;
  }

  /** Take over what the server has now; what was typed meanwhile, or could not be taken, stays. */
  learn(said, changes) {
    const wrong = new Set(said.problems.filter(({ row, typed }) => !row && !typed).map((each) => each.field)); // not kept by the server
    const clash = new Set(said.clashes.map((each) => each.field));
    for (const id of Object.keys(changes)) {
      this.problem(id, said.problems.filter((each) => each.field === id));
      if (!clash.has(id)) this.sent[id] = changes[id].now;
    }
    this.take(said, new Set([...wrong, ...clash]), new Set(Object.keys(changes)));
    this.revision = said.revision;
    for (const each of said.clashes) this.collide(each);
    const left = this.changes();
    if (Object.keys(left).length) this.keeper.keep(left);
    else this.keeper.forget();
  }

  /** Values of the server, shown where nothing is being typed; those of `but` are left alone. */
  take({ values, problems }, but = new Set(), mine = new Set()) {
    const here = this.answers.all();
    const moved = [];
    for (const id of this.answers.fields.keys()) {
      const next = values[id];
      const [newer, untouched] = [!same(next, this.values[id]), same(here[id], this.sent[id])];
      if (!newer || but.has(id) || this.clashes.has(id)) continue;
      const rows = this.answers.fields.get(id).type === "table";
      if (!untouched && !rows && !mine.has(id)) continue; // not seen yet: told when it is saved
      this.values[id] = next;
      if (!untouched && rows) {
        this.answers.putRows(this.answers.fields.get(id), this.answers.place(id), next ?? [], false, this.sent[id] ?? []);
        this.sent[id] = null; // what was typed meanwhile is sent over what stands there now
      }
      if (!untouched) continue;
      this.answers.put(id, next);
      this.problem(id, problems.filter((each) => each.field === id));
      const shown = this.answers.all()[id];
      if (shown !== undefined && !same(shown, this.sent[id])) moved.push(id);
      this.sent[id] = shown;
    }
    $("[data-seen]", this.form).value = JSON.stringify(this.values);
    return moved;
  }

  problem(id, found) {
    const place = this.answers.place(id);
    if (!place) return;
    for (const each of $$("td.bad", place)) {
      each.classList.remove("bad");
      $("[data-err]", each).textContent = "";
    }
    const own = found.find((each) => !each.row);
    const error = place.querySelector(":scope > .field > [data-err], :scope > fieldset > [data-err]");
    if (error) error.textContent = own?.sentence ?? "";
    place.classList.toggle("bad", Boolean(own));
    for (const each of found.filter(({ row }) => row)) {
      const cell = $(`tr[data-row="${CSS.escape(each.row)}"] > [data-col="${CSS.escape(each.column)}"]`, place);
      if (!cell) continue;
      cell.classList.add("bad");
      $("[data-err]", cell).textContent = each.sentence;
    }
  }

  failed(changes) {
    this.keeper.keep(changes);
    this.status("failed", this.form.dataset.wordsUnsaved);
    this.schedule(RETRY[Math.min(this.failures++, RETRY.length - 1)]);
    return false;
  }

  status(state, text) {
    const place = $("[data-fill-status]");
    this.shown = state;
    if (state === "") this.said = text;
    place.className = `saved ${state}`;
    place.setAttribute("aria-live", state === "waiting" ? "off" : "polite");
    place.replaceChildren(...(state === "" ? [shape("i", "check")] : []), ` ${text}`);
  }

  // -- somebody else changed the same field --------------------------------------
  collide(clash) {
    const { wordsClash, wordsMine, wordsKeepMine, wordsTakeTheirs } = this.form.dataset;
    const say = wordsClash.replace("{name}", clash.by).replace("{label}", clash.label);
    const column = (title, text) => make("div", {}, make("h3", {}, title), make("div", { class: "text", tabindex: "0" }, text || "–"));
    const mine = make("button", { class: "btn", type: "button" }, wordsKeepMine);
    const theirs = make("button", { class: "btn", type: "button" }, wordsTakeTheirs);
    const box = make("div", { class: "conflict", role: "alert", tabindex: "-1" }, make("b", { class: "b" }, say), make("div", { class: "two" }, column(wordsMine, clash.mine), column(`${clash.by} ${clash.at}`, clash.theirs)), make("div", { class: "acts" }, mine, theirs));
    this.clashes.get(clash.field)?.remove();
    this.clashes.set(clash.field, box);
    const decide = (take) => {
      this.clashes.delete(clash.field);
      box.remove();
      this.values[clash.field] = clash.value;
      if (take) {
        this.answers.put(clash.field, clash.value, true);
        this.sent[clash.field] = this.answers.all()[clash.field];
      } else this.sent[clash.field] = null;
      this.answers.changed();
      this.save();
    };
    mine.onclick = () => decide(false);
    theirs.onclick = () => decide(true);
    this.answers.place(clash.field).prepend(box);
    box.focus();
  }

  // -- a button of the form ------------------------------------------------------
  async submit(event) {
    event.preventDefault();
    const act = event.submitter?.value ?? "save";
    if (!(await this.save()) || act !== "finish") return;
    const wrong = $(".q.bad, td.bad, .conflict", this.form);
    if (wrong) return ($("input, textarea, select, button", wrong) ?? wrong).focus();
    this.keeper.forget();
    location.assign(this.form.dataset.finish);
  }
}
