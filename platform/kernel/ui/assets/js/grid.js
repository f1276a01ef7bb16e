// The heat map by keyboard: one stop for Tab, arrows move, Home and End jump, Enter opens.
import { $, $$ } from "./dom.js";

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], PageDown: [10, 0], PageUp: [-10, 0] };
const cells = (row) => [...row.children];

function stop(cell) {
  for (const old of $$("[tabindex='0']", cell.closest("table"))) old.tabIndex = -1;
  cell.tabIndex = 0;
}

function go(cell) {
  if (!cell) return;
  stop(cell);
  cell.focus();
}

function address(cell, table) {
  const link = $("a", cell);
  if (link) return link.href;
  if (!table.dataset.open || cell.matches(".sum, .c-unreported")) return "";
  const row = cell.parentElement.dataset.row;
  const clause = $$("thead [data-clause]", table)[cell.cellIndex - 1]?.dataset.clause;
  return clause ? table.dataset.open.replace("{row}", encodeURIComponent(row)).replace("{clause}", clause) : "";
}

function open(cell, table) {
  const url = address(cell, table);
  if (!url) return;
  if (cell.matches("th") || !table.dataset.target) return location.assign(url);
  for (const old of $$("td.on, tr.on", table)) old.classList.remove("on");
  cell.classList.add("on");
  cell.parentElement.classList.add("on");
  window.htmx.ajax("GET", url, { source: cell, target: table.dataset.target, swap: "innerHTML" });
}

function start(root) {
  for (const table of $$("table[role=grid]", root)) {
    for (const link of $$("tbody a", table)) link.tabIndex = -1;
    const first = $("td.on", table) ?? $("tbody th, tbody td", table);
    if (first) first.tabIndex = 0;
  }
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("table[role=grid] tbody :is(td, th)");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
  const table = cell.closest("table");
  const row = cell.parentElement;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    return open(cell, table);
  }
  const step = STEPS[event.key];
  if (!step && event.key !== "Home" && event.key !== "End") return;
  event.preventDefault();
  if (!step) return go(cells(row).at(event.key === "Home" ? 0 : -1));
  const rows = [...row.parentElement.children];
  const there = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + step[0]))];
  go(cells(there)[Math.max(0, Math.min(cells(there).length - 1, cell.cellIndex + step[1]))]);
});

document.addEventListener("click", (event) => {
  const cell = event.target.closest?.("table[role=grid][data-open] tbody td");
  if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  stop(cell);
  open(cell, cell.closest("table"));
});

document.addEventListener("htmx:load", ({ detail }) => start(detail.elt));
start(document);
