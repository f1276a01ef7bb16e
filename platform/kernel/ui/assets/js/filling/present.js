// Two people in one slip: who is here; what the other saved arrives by itself.
import { $, make } from "../dom.js";
import { csrfToken } from "../csrf.js";
import { freshId } from "./answers.js";

const BEAT = 15000; // ms

export class Present {
  constructor(form, saving) {
    Object.assign(this, { form, saving, tab: freshId(), names: new Set() });
    setInterval(() => this.beat(), BEAT);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.beat());
    window.addEventListener("pagehide", () => this.post({ leave: "1" }, true).catch(() => {}));
    this.beat();
  }

  post(fields, keepalive = false) {
    const body = new URLSearchParams({ tab: this.tab, ...fields });
    // asking by itself is no sign of life, and an ended session is told when something is saved
    const headers = { "X-CSRFToken": csrfToken(), "X-Background": "1", "HX-Request": "true" };
    return fetch(this.form.dataset.presence, { method: "POST", body, headers, keepalive, credentials: "same-origin" });
  }

  async beat() {
    if (document.visibilityState === "hidden") return;
    const at = document.activeElement?.closest?.("[data-field]")?.dataset.field ?? "";
    const answer = await this.post({ at, revision: this.saving.revision }).catch(() => null);
    if (!answer?.ok) return;
    const { people, revision, ...said } = await answer.json();
    this.show(people);
    if (!said.values || this.saving.running || revision <= this.saving.revision) return;
    this.saving.revision = revision;
    if (this.saving.take(said).length) {
      this.saving.answers.changed();
      const name = people[0]?.name ?? "";
      if (name) window.house.toast({ text: this.form.dataset.wordsChanged.replace("{name}", name) });
    }
  }

  show(people) {
    const list = $("[data-present]");
    const initials = (name) => name.split(/\s+/).slice(-2).map((each) => each[0]).join("");
    const here = (name) => this.form.dataset.wordsHere.replace("{name}", name);
    list.replaceChildren(...people.map(({ name }) => make("li", { title: here(name) }, make("span", { class: "av", "aria-hidden": "true" }, initials(name)), make("span", {}, here(name)))));
    list.hidden = !people.length;
    for (const { name } of people) if (!this.names.has(name)) window.house.toast({ text: here(name) });
    this.names = new Set(people.map(({ name }) => name));
  }
}
