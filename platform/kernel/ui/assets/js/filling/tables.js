// Rows of a table: added, taken away, moved, walked through by keyboard, pasted from a sheet.
import { $, $$ } from "../dom.js";
import { number, show, tick } from "./answers.js";

const YES = /^(x|v|1|có|co|yes|đạt|☑|✓)$/i;
const NO = /^(0|-|không|khong|no|☐)$/i;
const ticked = (said) => YES.test(said) || (!NO.test(said) && said);
const FIELD = "input:not([type=hidden]), textarea, select";

export function tables(form, answers, changed) {
  const fieldOf = (element) => answers.fields.get(element.closest("[data-table]").dataset.table);
  const inputs = (row) => $$(FIELD, row).filter((each) => !each.disabled);
  const settle = (body) => {
    number(body);
    changed();
  };

  function add(table, focus = true) {
    const row = answers.newRow(answers.fields.get(table.dataset.table));
    settle($("tbody", table));
    if (focus) inputs(row)[0]?.focus();
    return row;
  }

  function drop(row) {
    const body = row.parentElement;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    settle(body);
    (next ? inputs(next)[0] : $("[data-add]", body.closest("[data-table]")))?.focus();
  }

  function move(row, up) {
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    const focus = document.activeElement;
    if (up) other.before(row);
    else other.after(row);
    if (row.contains(focus)) focus.focus();
    settle(row.parentElement);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-drop], [data-up], [data-down]");
    if (!button) return;
    event.preventDefault();
    if (button.matches("[data-add]")) return void add(button.closest("[data-table]"));
    const row = button.closest("tr");
    if (button.matches("[data-drop]")) drop(row);
    else move(row, button.matches("[data-up]"));
  });

  form.addEventListener("change", ({ target }) => {
    if (target.matches(".k-check [type=text]")) tick(target, ticked(target.value.trim()));
  });

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("[data-rows] > tr");
    if (!row) {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(); // nothing is sent by chance
      return;
    }
    const { key, altKey } = event;
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault();
      return move(row, key === "ArrowUp");
    }
    if (key !== "Enter" && key !== "ArrowUp" && key !== "ArrowDown") return;
    if (event.target.matches("textarea, select") || (event.target.list && key !== "Enter")) return;
    event.preventDefault();
    const at = inputs(row).indexOf(event.target);
    let other = key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    if (!other && key === "Enter" && !fieldOf(row).fixed) other = add(row.closest("[data-table]"), false);
    inputs(other ?? row)[at]?.focus();
  });

  form.addEventListener("paste", async (event) => {
    const row = event.target.closest?.("[data-rows] > tr");
    if (!row) return;
    const text = event.clipboardData.getData("text/plain");
    const html = event.clipboardData.getData("text/html");
    if (!/\t|\n./.test(text.trimEnd()) && !/<td/i.test(html)) return;
    event.preventDefault();
    const field = fieldOf(row);
    const said = /<td/i.test(html) ? html : text;
    if (!form.dataset.paste) {
      form.elements[`p:${field.id}`].value = said; // where nothing is kept, the page's own button
      return $(`button[value="paste:${CSS.escape(field.id)}"]`, form).click();
    }
    const body = new URLSearchParams({ field: field.id, text: said });
    const answer = await window.house.send(form.dataset.paste, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await answer.text();
    if (!answer.ok) return window.house.refuse(window.house.sentenceOf(answer.status, told, answer.headers.get("Content-Type") ?? ""), form);
    const { rows, left_out } = JSON.parse(told);
    place(field, row, rows);
    if (left_out) window.house.toast({ text: form.dataset.wordsLeftOut.replace("{n}", left_out) });
  });

  /** Pasted rows fill the rows from the present one on, and add what is missing. */
  function place(field, row, rows) {
    let at = row;
    for (const cells of rows) {
      at ??= field.fixed ? null : answers.newRow(field);
      if (!at) break;
      for (const [column, text] of Object.entries(cells)) {
        const input = $(`[data-col="${CSS.escape(column)}"] [name^="c:"]`, at);
        if (!input || input.disabled) continue;
        const said = text.trim();
        if (input.closest(".k-check")) tick(input, ticked(said));
        else if (input.tagName === "SELECT") show(input, [...input.options].find((option) => option.text.trim().toLowerCase() === said.toLowerCase())?.value ?? said);
        else input.value = text;
      }
      at = at.nextElementSibling;
    }
    settle(row.parentElement);
  }
}
