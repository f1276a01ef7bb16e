// Joins the parts: what stands on the page, what the server has, what works itself out.
import { $ } from "../dom.js";
import { Answers } from "./answers.js";
import { Keeper } from "./keep.js";
import { live } from "./live.js";
import { Present } from "./present.js";
import { Saving } from "./saving.js";
import { tables } from "./tables.js";

const form = $("form[data-filling]");
if (form) start();

function start() {
  const told = JSON.parse($("#filling").textContent);
  for (const field of told.fields) if (field.closed) field.value = told.values[field.id]; // of a part that is signed
  const answers = new Answers(form, told.fields);
  const isTried = !form.dataset.save; // a form that is only tried out keeps nothing
  const keeper = isTried ? null : new Keeper(form, answers);
  const saving = isTried ? null : new Saving(form, answers, told, keeper);
  let waiting = false;
  const changed = () => {
    if (waiting) return; // many rows are looked at once for several strokes
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      live(form, answers, told.fields);
      saving?.touch();
    });
  };
  answers.changed = changed;
  for (const hint of form.querySelectorAll("[data-hint]")) hint.hidden = false;
  tables(form, answers, changed);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  live(form, answers, told.fields);
  if (isTried) return;
  new Present(form, saving);
  keeper.offer(saving);
  window.filling = { saving }; // for the tests of the house
}
