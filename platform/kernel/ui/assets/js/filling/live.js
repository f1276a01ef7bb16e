// What follows from what is typed, at once: questions that are asked or not, and results.
import { $, $$ } from "../dom.js";
import { numberText, over, read, shown, times, whole } from "./numbers.js";

class Zero extends Error {}

export function live(form, answers, fields) {
  const said = answers.all();
  for (const field of fields) if (field.closed) said[field.id] = asTyped(field);
  const asked = conditions(fields, said);
  for (const field of fields) {
    const place = answers.place(field.id);
    if (place) place.hidden = !asked.has(field.id);
  }
  const sums = new Map(fields.filter((field) => field.type === "sum" && !field.closed && asked.has(field.id)).map((field) => [field.id, field]));
  const rows = new Map();
  for (const field of fields) if (field.type === "table") rows.set(field.id, field.closed ? keptRows(field) : rowsOf(answers, field, said[field.id], form.dataset.wordsZero));
  const found = new Map(fields.filter((field) => field.closed && field.type === "sum").map((field) => [field.id, read(field.value, false)]));
  const number = (name) => {
    if (sums.has(name)) {
      const field = sums.get(name);
      sums.delete(name);
      found.set(name, result(answers.place(name), field, number, rows, form.dataset.wordsZero));
    }
    if (found.has(name)) return found.get(name);
    return asked.has(name) ? read(said[name]) : null;
  };
  for (const name of [...sums.keys()]) number(name);
}

function result(place, field, number, rows, zero) {
  const [value, sentence] = worked(field, number, rows, zero);
  const out = $("[data-sum]", place);
  if (out) out.textContent = value == null ? "–" : shown(value, field.digits);
  const error = $("[data-err]", place);
  if (error) error.textContent = sentence;
  return value;
}

function worked(field, number, rows, zero) {
  try {
    return [field.formula ? value(field.formula, number, rows) : null, ""];
  } catch (error) {
    if (!(error instanceof Zero)) throw error;
    return [null, zero];
  }
}

function value(formula, number, rows) {
  const [sign, one, other] = formula;
  if (sign === "number") return read(one, false);
  if (sign === "name") return number(one);
  if (sign === "sum" || sign === "count") return ofTable(sign, rows?.get(one) ?? [], other);
  const left = value(one, number, rows);
  if (formula.length === 2) return left == null ? null : -left;
  const right = value(other, number, rows);
  if (sign === "+" || sign === "-") {
    if (left == null && right == null) return null;
    return sign === "+" ? (left ?? 0n) + (right ?? 0n) : (left ?? 0n) - (right ?? 0n);
  }
  if (left == null || right == null) return null;
  if (sign === "*") return times(left, right);
  if (right === 0n) throw new Zero();
  return over(left, right);
}

function ofTable(what, rows, column) {
  if (what === "count") return whole(rows.filter((row) => row.says).length);
  const numbers = rows.map((row) => row.number(column)).filter((each) => each != null);
  return numbers.length ? numbers.reduce((sum, each) => sum + each, 0n) : null;
}

function rowsOf(answers, field, said, zero) {
  const lines = $$("tbody > tr", answers.place(field.id));
  const results = field.columns.filter((column) => column.type === "sum");
  return said.map(({ cells }, at) => {
    const waiting = new Map(results.map((column) => [column.id, column]));
    const found = new Map();
    const number = (name) => {
      const column = waiting.get(name);
      if (column) {
        waiting.delete(name);
        found.set(name, result($(`[data-col="${CSS.escape(name)}"]`, lines[at]), column, number, null, zero));
      }
      return found.has(name) ? found.get(name) : read(cells[name]);
    };
    for (const column of results) number(column.id);
    return { number, says: Object.keys(cells).length > 0 };
  });
}

// -- what an earlier part says: kept as the server has it, and only read here
const asTyped = ({ type, value }) => (type === "number" ? numberText(value) : (value?.label ?? value));
const keptRows = ({ value }) =>
  (value ?? []).map(({ cells }) => ({ number: (name) => read(cells[name], false), says: Object.values(cells).some((cell) => cell != null && cell !== "" && cell !== false) }));

// -- conditions -------------------------------------------------------------------
function conditions(fields, said) {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const known = new Map();
  const settle = (field, way = new Set()) => {
    if (known.has(field.id)) return known.get(field.id);
    if (way.has(field.id)) return false;
    way.add(field.id);
    const other = field.when && byId.get(field.when.field);
    const is = !other || (settle(other, way) && answered(other, said[other.id], field.when));
    known.set(field.id, is);
    return is;
  };
  return new Set(fields.filter((field) => settle(field)).map((field) => field.id));
}

const plain = (said) => said.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase(); // as the server keeps it

function answered(other, value, { is, filled }) {
  if (filled) return other.type === "check" ? value === true : [value].flat().some((each) => typeof each === "string" && each.trim());
  const answers = is.map(plain);
  const given = other.type === "check" ? [value ? "yes" : "no"] : [value ?? ""].flat();
  return given.some((each) => typeof each === "string" && answers.includes(plain(each)));
}
