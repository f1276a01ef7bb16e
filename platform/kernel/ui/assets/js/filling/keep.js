// Typed text stays on this machine, per person and slip, until the server has it.
import { make, person } from "../dom.js";

const WEEK = 7 * 24 * 3600 * 1000; // ms

export class Keeper {
  constructor(form, answers) {
    Object.assign(this, { form, answers, key: `keep:${person()}:${location.pathname}:${form.id}` });
    document.addEventListener("ui:lock", () => this.dirty && this.keep());
    window.addEventListener("beforeunload", (event) => {
      if (!this.dirty) return;
      this.keep();
      event.preventDefault();
    });
  }

  dirty = false;

  keep(changes) {
    if (changes) this.last = changes;
    if (!this.last) return;
    this.dirty = true;
    const text = JSON.stringify({ at: Date.now(), changes: this.last });
    try {
      localStorage.setItem(this.key, text);
    } catch {
      sessionStorage.setItem(this.key, text); // full or forbidden: at least for this tab
    }
  }

  forget() {
    this.dirty = false;
    this.last = null;
    localStorage.removeItem(this.key);
    sessionStorage.removeItem(this.key);
  }

  /** What an earlier visit could not send is offered back. */
  offer(saving) {
    const text = localStorage.getItem(this.key) ?? sessionStorage.getItem(this.key);
    const kept = text && JSON.parse(text);
    if (!kept || Date.now() - kept.at > WEEK) return this.forget();
    const { wordsKept, wordsRestore, wordsDiscard } = this.form.dataset;
    const back = make("button", { class: "btn", type: "button" }, wordsRestore);
    const away = make("button", { class: "btn quiet", type: "button" }, wordsDiscard);
    const box = make("div", { class: "kept", role: "status" }, make("span", {}, wordsKept), back, away);
    back.onclick = () => {
      for (const [id, { now }] of Object.entries(kept.changes)) this.answers.put(id, now, true);
      saving.base(kept.changes);
      box.remove();
      this.answers.changed();
    };
    away.onclick = () => {
      this.forget();
      box.remove();
    };
    document.querySelector("[data-fill-notes]").append(box);
  }
}
