// What Word, LibreOffice, Excel and the web put on the clipboard, as blocks of ours; the rest is dropped.
import { freshId } from "./house.js";

const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGURE FIGCAPTION FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE UL".split(" "));
const JUNK = "style, script, meta, link, title, xml, head, img, object, iframe, svg, math, input, button, select, textarea, noscript, template, del, [hidden], .MsoCommentReference, .MsoCommentText";
const HIDDEN = /mso-hide\s*:\s*all|display\s*:\s*none|mso-element\s*:\s*(comment-list|header|footer)/i;

// Our policy forbids inline styles even in a document nobody shows: they are read under another name.
export const tame = (html) => html.replace(/<style\b[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (found) => found.replace(/\sstyle\s*=/gi, " data-style="));
const style = (element) => element.dataset?.style ?? "";
const says = (element, pattern) => pattern.exec(style(element))?.[1]?.toLowerCase();
const tag = (node) => node.nodeName.toUpperCase();
const isBlock = (node) => node.nodeType === 1 && BLOCKS.has(tag(node));

function marksOf(element, marks) {
  const name = tag(element);
  const weight = says(element, /font-weight\s*:\s*(\w+)/i);
  const made = { ...marks };
  if (name === "B" || name === "STRONG") made.bold = true;
  if (name === "I" || name === "EM") made.italic = true;
  if (name === "U") made.underline = true;
  if (weight) made.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  const slant = says(element, /font-style\s*:\s*(\w+)/i);
  if (slant) made.italic = slant === "italic" || slant === "oblique";
  const line = says(element, /text-decoration(?:-line)?\s*:\s*([\w ]+)/i);
  if (line && name !== "A") made.underline = line.includes("underline");
  return made;
}

/** Runs of text, spaces as a browser shows them. */
class Runs {
  constructor() {
    this.runs = [];
  }
  text(text, marks) {
    const last = this.runs.at(-1)?.text ?? "\n";
    let plain = text.replace(/[\s\u00a0]+/g, " ");
    if (/[ \n]$/.test(last)) plain = plain.trimStart();
    if (!plain) return;
    const run = { text: plain };
    for (const name of ["bold", "italic", "underline"]) if (marks[name]) run[name] = true;
    this.runs.push(run);
  }
  line() {
    if (this.runs.length) this.runs.push({ text: "\n" });
  }
  end({ plain = false } = {}) {
    const { runs } = this;
    while (runs.length && !runs.at(-1).text.trim()) runs.pop();
    if (runs.length) runs.at(-1).text = runs.at(-1).text.trimEnd();
    for (let at = 0; at + 1 < runs.length; at += 1) if (runs[at + 1].text === "\n") runs[at].text = runs[at].text.trimEnd() || runs[at].text;
    return plain ? runs.map(({ text }) => ({ text })) : runs;
  }
}

/** All text below an element, block after block in lines of their own. */
function inline(node, runs, marks = {}) {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) runs.text(child.nodeValue, marks);
    else if (child.nodeType !== 1) continue;
    else if (tag(child) === "BR") runs.line();
    else {
      if (isBlock(child) || tag(child) === "TR") runs.line();
      inline(child, runs, marksOf(child, marks));
    }
  }
  return runs;
}

const SIGNS = [[/^[(\[]?\d+([.)\]]|(\.\d+)*\.?$)/, "1."], [/^[(\[]?[a-zđ][.)\]]/i, "a)"], [/^\+/, "+"]];
const markerOf = (sign) => SIGNS.find(([pattern]) => pattern.test(sign.trim()))?.[1] ?? "-";

/** A list that is none in HTML: paragraphs that only Word knows as items. */
function wordItem(element) {
  const level = /mso-list\s*:\s*\S+\s+level(\d)/i.exec(style(element))?.[1];
  if (!level && !/MsoListParagraph/i.test(element.className)) return null;
  const sign = [...element.querySelectorAll("span")].find((span) => /mso-list\s*:\s*ignore/i.test(style(span)));
  if (!level && !sign) return null;
  const marker = markerOf(sign?.textContent ?? "");
  sign?.remove();
  return { marker, item: { id: freshId(), text: inline(element, new Runs()).end(), ...levelOf(Number(level ?? 1) - 1) } };
}

const levelOf = (level) => (level > 0 ? { level: Math.min(2, level) } : {});

export function clean(html) {
  const page = new DOMParser().parseFromString(tame(html), "text/html");
  const walk = document.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walk.nextNode()) comments.push(walk.currentNode);
  for (const each of [...comments, ...page.querySelectorAll(JUNK)]) each.remove();
  for (const each of page.querySelectorAll("*")) if (HIDDEN.test(style(each)) || /^[ovw]:/i.test(each.nodeName)) tag(each) === "O:P" ? each.replaceWith(...each.childNodes) : each.remove();
  const made = new Made();
  made.blocks(page.body, {});
  return made.end();
}

class Made {
  constructor() {
    this.found = [];
    this.open = null;
  }

  blocks(parent, marks) {
    for (const child of parent.childNodes) {
      if (isBlock(child)) this.block(child, marks);
      else if (child.nodeType === 1 && [...child.querySelectorAll("*")].some(isBlock)) this.blocks(child, marksOf(child, marks));
      else if (child.nodeType === 1 && tag(child) === "BR") this.breaks(child);
      else if (child.nodeType === 1) inline(child, this.text(), marksOf(child, marks));
      else if (child.nodeType === 3) this.text().text(child.nodeValue, marks);
    }
  }
  text() {
    this.open ??= new Runs();
    return this.open;
  }
  breaks(element) {
    if (/page-break-before\s*:\s*always|break-before\s*:\s*page/i.test(style(element))) this.put("pagebreak", {});
    else this.open?.line();
  }
  /** Loose text between blocks is a paragraph. */
  close() {
    const text = this.open?.end();
    this.open = null;
    if (text?.length) this.found.push({ kind: "paragraph", body: { text } });
  }
  put(kind, body) {
    this.close();
    this.found.push({ kind, body });
  }

  block(element, marks) {
    const name = tag(element);
    const heading = /^H([1-6])$/.exec(name)?.[1] ?? /mso-outline-level\s*:\s*([1-9])/i.exec(style(element))?.[1] ?? (/MsoTitle/i.test(element.className) ? "1" : null);
    const item = wordItem(element);
    if (item) return this.item(item);
    if (name === "TABLE") return this.table(element);
    if (name === "UL" || name === "OL") return this.list(element);
    if (name === "HR") return this.close();
    if (heading) return this.heading(element, Math.min(4, Number(heading)));
    if ([...element.querySelectorAll("*")].some(isBlock)) {
      this.close();
      this.blocks(element, marksOf(element, marks));
      return this.close();
    }
    this.close();
    if (element.querySelector("br[data-style*=page-break-before], br[data-style*=break-before]")) this.put("pagebreak", {});
    const text = inline(element, new Runs(), marksOf(element, marks)).end();
    const align = says(element, /text-align\s*:\s*(\w+)/i) ?? element.getAttribute("align")?.toLowerCase();
    if (text.length) this.put("paragraph", { text, ...(["center", "right"].includes(align) ? { align } : {}) });
    return null;
  }
  heading(element, level) {
    const text = inline(element, new Runs()).end({ plain: true });
    if (text.length) this.put("heading", { level, text });
  }
  item({ marker, item }) {
    this.close();
    const last = this.found.at(-1);
    if (!item.text.length) return;
    if (last?.kind === "list" && (last.body.marker === marker || item.level)) last.body.items.push(item);
    else this.put("list", { marker, items: [item] });
  }
  list(element) {
    this.close();
    const items = [];
    this.items(element, 0, items);
    const letters = /^[a]$/i.test(element.getAttribute("type") ?? "") || /lower-(alpha|latin)/i.test(style(element));
    const marker = tag(element) === "OL" ? (letters ? "a)" : "1.") : "-";
    if (items.length) this.put("list", { marker, items });
  }
  items(element, level, items) {
    for (const child of element.children) {
      if (tag(child) === "UL" || tag(child) === "OL") this.items(child, level + 1, items);
      else {
        const below = [...child.children].filter((each) => ["UL", "OL"].includes(tag(each)));
        for (const each of below) each.remove();
        const text = inline(child, new Runs()).end();
        if (text.length) items.push({ id: freshId(), text, ...levelOf(level) });
        for (const each of below) this.items(each, level + 1, items);
      }
    }
  }
  table(element) {
    this.close();
    const rows = [];
    let header = 0;
    for (const row of element.rows) {
      const cells = [...row.cells].map((cell) => ({
        text: inline(cell, new Runs(), marksOf(cell, {})).end({ plain: tag(cell) === "TH" }),
        ...(cell.colSpan > 1 ? { colspan: Math.min(100, cell.colSpan) } : {}),
        ...(cell.rowSpan > 1 ? { rowspan: Math.min(1000, cell.rowSpan) } : {}),
      }));
      if (!cells.length) continue;
      const heads = tag(row.parentElement) === "THEAD" || [...row.cells].every((cell) => tag(cell) === "TH");
      if (heads && header === rows.length) header += 1;
      rows.push({ id: freshId(), cells });
    }
    if (rows.length) this.put("table", { header: Math.min(20, header), rows });
  }
  end() {
    this.close();
    return this.found;
  }
}
