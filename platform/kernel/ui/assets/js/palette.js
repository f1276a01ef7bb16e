// "/" goes to the page's search, Ctrl K to everything: menu, given places, and what the server finds.
import { $, $$, isTyping, make } from "./dom.js";
import { fold, say } from "./words.js";

const dialog = $("#palette");
const input = dialog && $("input", dialog);
const list = dialog && $("#palette-list");
const { paletteUrl } = document.body.dataset;
const [NEAR, MOST] = [8, 30]; // of what the page knows, so that what the server finds is in sight
let [found, at, timer, asked] = [[], -1, 0, 0];

function known() {
  const given = JSON.parse($("#palette-links")?.textContent || "[]");
  const menu = $$("#menu ul a, .topnav a, .pop a").map((link) => ({
    label: ($(".l", link) ?? link).textContent.trim().replace(/\s+/g, " "),
    url: link.href,
    kind: "",
  }));
  return [...menu, ...given];
}

/** Every word must occur; a label that begins with the query comes first. */
export function matches(places, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return places
    .map((place) => ({ place, text: fold(`${place.label} ${place.kind ?? ""}`) }))
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .sort((a, b) => Number(b.text.startsWith(words[0] ?? "")) - Number(a.text.startsWith(words[0] ?? "")))
    .map(({ place }) => place);
}

function mark(index) {
  at = found.length ? (index + found.length) % found.length : -1;
  [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
  input.setAttribute("aria-activedescendant", at < 0 ? "" : `jump-${at}`);
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

/** What is said in a document comes in runs: the words that were looked for stand out. */
function words(label, runs) {
  return runs ? runs.map(({ text, hit }) => (hit ? make("mark", {}, text) : text)) : [label];
}

function paint(places) {
  found = places.slice(0, MOST);
  list.replaceChildren(...found.map(({ label, kind, runs }, i) =>
    make("li", { role: "option", id: `jump-${i}`, "aria-selected": "false" }, make("span", {}, ...words(label, runs)), kind ? make("small", {}, kind) : null)));
  $(".none", dialog).hidden = found.length > 0;
  mark(0);
}

async function ask(query, local, everywhere) {
  const turn = ++asked;
  const address = new URL(paletteUrl, location.href);
  address.searchParams.set("q", query);
  const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  // After the end of a session the login page answers: it is no list.
  const there = response?.ok ? await response.json().catch(() => null) : null;
  if (!there || turn !== asked) return;
  const seen = new Set(local.map(({ url }) => url));
  const chosen = at > 0 && found[at].url; // the first was marked by nobody
  paint([...local, ...there.filter(({ url }) => !seen.has(url)), ...everywhere]);
  mark(Math.max(0, found.findIndex(({ url }) => url === chosen)));
}

function look() {
  const query = input.value.trim();
  const local = matches(known(), query).slice(0, query ? NEAR : MOST);
  const search = $("a.find")?.href;
  const everywhere = query && search ? [{ label: `“${query}”`, url: `${search}?q=${encodeURIComponent(query)}`, kind: say("everywhere") }] : [];
  paint([...local, ...everywhere]);
  clearTimeout(timer);
  asked += 1; // what was asked for other words comes too late
  if (paletteUrl && query.length > 1) timer = setTimeout(() => ask(query, local, everywhere), 150);
}

function show() {
  if (!dialog || $("dialog[open]")) return;
  input.value = "";
  look();
  dialog.showModal();
  input.focus();
}

if (dialog) {
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      mark(at + step);
    } else if (event.key === "Escape") {
      event.preventDefault(); // or the first press would only empty the field
      dialog.close();
    } else if (event.key === "Enter" && found[at]) {
      event.preventDefault();
      location.assign(found[at].url);
    }
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (row) location.assign(found[[...list.children].indexOf(row)].url);
  });
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-palette]") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  show();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    show();
  } else if (event.key === "/" && !isTyping(event.target) && !event.ctrlKey && !event.altKey && !$("dialog[open]")) {
    event.preventDefault();
    const field = $("[data-search]");
    if (field) field.focus(), field.select?.();
    else show();
  }
});
