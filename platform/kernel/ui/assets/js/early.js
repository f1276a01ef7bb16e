// Before the rest is here: who presses what asks first is asked as soon as it is, by the browser if it never comes.
let pressed = null;
let late = false;

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const source = [submitter, form].find((each) => each?.dataset?.confirm !== undefined);
  if (!source || window.house) return;
  const { confirm: question, confirmNote: note } = source.dataset;
  if (late && window.confirm(note ? `${question}\n\n${note}` : question)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed = { form, submitter };
}, true);
document.addEventListener("DOMContentLoaded", () => {
  late = true; // the other scripts ran before this, or will not
  pressed?.form.requestSubmit(pressed.submitter);
});
