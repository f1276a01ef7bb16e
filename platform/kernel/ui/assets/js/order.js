// table[data-order="form id"]: rows are put in order by the mouse, or with Alt and the arrow keys.
// Each row bears data-order-row; the form is sent with all of them as `row`, in their order.
import { $$ } from "./dom.js";

const PAUSE = 900; // ms after the last key: several steps are one save
let moving = null;
let waiting = 0;

const rowsOf = (table) => $$("[data-order-row]", table);
const rowAt = (target) => target.closest?.("[data-order] [data-order-row]");

function send(table) {
  const form = document.getElementById(table.dataset.order);
  for (const old of $$("[name=row]", form)) old.remove();
  for (const row of rowsOf(table)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "row", value: row.dataset.orderRow });
    form.append(input);
  }
  form.requestSubmit();
}

function put(row, target, after) {
  if (row === target || row.parentElement !== target.parentElement) return;
  target[after ? "after" : "before"](row);
}

document.addEventListener("pointerdown", (event) => {
  const row = rowAt(event.target);
  if (row) row.draggable = event.pointerType === "mouse" && !event.target.closest("a, button, summary, input, details, small");
});
document.addEventListener("dragstart", (event) => {
  moving = rowAt(event.target);
  moving?.classList.add("moving");
});
document.addEventListener("dragover", (event) => {
  const target = moving && rowAt(event.target);
  if (!target) return;
  event.preventDefault();
  const { top, height } = target.getBoundingClientRect();
  put(moving, target, event.clientY > top + height / 2);
});
document.addEventListener("drop", (event) => {
  if (moving && rowAt(event.target)) event.preventDefault();
});
document.addEventListener("dragend", () => {
  if (!moving) return;
  const table = moving.closest("[data-order]");
  moving.classList.remove("moving");
  moving.draggable = false;
  moving = null;
  send(table);
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const row = rowAt(event.target);
  if (!row) return;
  event.preventDefault();
  const up = event.key === "ArrowUp";
  const next = up ? row.previousElementSibling : row.nextElementSibling;
  if (!next?.dataset.orderRow) return;
  const focused = event.target;
  put(row, next, !up);
  focused.focus();
  clearTimeout(waiting);
  waiting = setTimeout(() => send(row.closest("[data-order]")), PAUSE);
});
