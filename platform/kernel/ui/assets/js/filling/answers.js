// What stands on the page, field by field, as the server takes it; and putting values back there.
import { $, $$, make } from "../dom.js";
import { numberText } from "./numbers.js";

const UNASKED = ["signature", "sum"];
const day = (iso) => iso.split("-").reverse().join("/");

export class Answers {
  constructor(form, fields) {
    this.form = form;
    this.fields = new Map(fields.map((field) => [field.id, field]));
  }

  place(id) {
    return $(`[data-field="${CSS.escape(id)}"]`, this.form);
  }

  /** Every answer as it is typed: {field: value}. */
  all() {
    const found = {};
    for (const field of this.fields.values()) if (!field.closed && !UNASKED.includes(field.type)) found[field.id] = this.of(field);
    return found;
  }

  of(field) {
    const place = this.place(field.id);
    if (field.type === "table") return $$("tbody > tr", place).map((row) => ({ id: row.dataset.row, cells: this.cells(row, field) }));
    const inputs = $$(`[name="v:${CSS.escape(field.id)}"]`, place);
    if (field.type === "check") return inputs[0]?.checked ?? false;
    if (field.type === "choice") return inputs.filter((each) => each.checked && each.value).map((each) => each.value);
    return inputs[0]?.value ?? "";
  }

  cells(row, field) {
    const cells = {};
    for (const column of field.columns) {
      if (column.type === "row" || column.type === "sum") continue;
      const input = $(`[data-col="${CSS.escape(column.id)}"] [name^="c:"]`, row);
      if (!input) continue;
      const value = input.type === "checkbox" ? input.checked : input.value;
      if (value !== "" && value !== false) cells[column.id] = value;
    }
    return cells;
  }

  /** Show a value of the server; the cell one stands in is left alone unless `hard`. */
  put(id, value, hard = false) {
    const field = this.fields.get(id);
    const place = this.place(id);
    if (!field || !place || UNASKED.includes(field.type)) return;
    if (field.type === "table") return this.putRows(field, place, value ?? [], hard);
    for (const input of $$(`[name="v:${CSS.escape(id)}"]`, place)) {
      if (field.type === "check") input.checked = value === true;
      else if (field.type === "choice") input.checked = (Array.isArray(value) ? value : [value ?? ""]).includes(input.value);
      else if (hard || input !== document.activeElement) input.value = text(field, value);
    }
  }

  /** Rows of the server; cells that differ from `sent`, what was typed when it was asked, stay. */
  putRows(field, place, rows, hard, sent = null) {
    const body = $("tbody", place);
    const old = sent && new Map(sent.map((row) => [row.id, row.cells]));
    const there = new Map($$("tr", body).map((row) => [row.dataset.row, row]));
    for (const { id, cells } of rows) {
      const row = there.get(id) ?? this.newRow(field, id);
      if (!row) continue;
      if (old && !there.has(id) && old.has(id)) {
        row.remove(); // taken away here since
        continue;
      }
      const typed = old && there.has(id) ? this.cells(row, field) : null;
      there.delete(id);
      if (body.lastElementChild !== row && [...body.children].indexOf(row) !== rows.findIndex((each) => each.id === id)) body.append(row);
      for (const column of field.columns) {
        const input = $(`[data-col="${CSS.escape(column.id)}"] [name^="c:"]`, row);
        if (!input || input.disabled || (input === document.activeElement && !hard)) continue;
        if (typed && JSON.stringify(typed[column.id]) !== JSON.stringify(old.get(id)?.[column.id])) continue;
        if (column.type === "check") tick(input, cells[column.id]);
        else show(input, text(column, cells[column.id]));
      }
    }
    for (const [id, row] of there) if (!row.hasAttribute("data-given") && (!old || old.has(id))) row.remove();
    number(body);
  }

  newRow(field, id = freshId()) {
    const template = $("template[data-new]", this.place(field.id));
    if (!template) return null;
    const row = template.content.firstElementChild.cloneNode(true);
    for (const each of [row, ...$$("*", row)]) {
      for (const { name, value } of [...each.attributes]) if (value.includes("{row}")) each.setAttribute(name, value.replace("{row}", id));
    }
    $("tbody", this.place(field.id)).append(row);
    return row;
  }
}

export const freshId = () => crypto.getRandomValues(new Uint8Array(16)).reduce((id, byte) => id + byte.toString(16).padStart(2, "0"), "");

export function number(body) {
  [...body.children].forEach((row, at) => {
    for (const place of $$("[data-number]", row)) place.textContent = at + 1;
  });
}

/** A box shows words that say neither yes nor no as a line of text, and is a box again after. */
export function tick(input, value) {
  const words = typeof value === "string" ? value : (value?.unread ?? "");
  const type = words ? "text" : "checkbox";
  let box = input;
  if (box.type !== type) {
    box = make("input", { type, name: input.name, "aria-label": input.getAttribute("aria-label") });
    input.replaceWith(box);
  }
  box.value = words || "yes";
  box.checked = value === true;
}

/** A list to choose from shows what is none of its options, too: it is to be mended, and not lost. */
export function show(input, value) {
  input.value = value;
  if (input.tagName !== "SELECT" || input.value === value) return;
  input.append(new Option(value, value));
  input.value = value;
}

function text(field, value) {
  if (value == null) return "";
  if (typeof value === "object") return value.label ?? value.unread ?? ""; // what cannot be read stands as typed
  if (field.type === "number") return numberText(value);
  if (field.type === "date") return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : value;
  return value;
}
