// The tree of the server and the document of the editor: each the exact image of the other.
const MARKS = ["bold", "italic", "underline"];

function inlineOf(runs = []) {
  const made = [];
  for (const run of runs) {
    const marks = MARKS.filter((name) => run[name]).map((type) => ({ type }));
    const dress = (node) => made.push(marks.length ? { ...node, marks } : node);
    if ("placeholder" in run) dress({ type: "placeholder", attrs: { key: run.placeholder, value: run.value ?? null } });
    else if ("clause" in run) dress({ type: "clauseLink", attrs: { number: run.clause } });
    else if ("document" in run) dress({ type: "documentLink", attrs: { code: run.document } });
    else {
      (run.text ?? "").split("\n").forEach((text, at) => {
        if (at) dress({ type: "hardBreak" });
        if (text) dress({ type: "text", text });
      });
    }
  }
  return made;
}

const UNPRINTABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g;
const textOf = (text) => text.replace(/\r\n?/g, "\n").replace(UNPRINTABLE, "").toWellFormed?.() ?? text.replace(UNPRINTABLE, "");

function runOf(node) {
  switch (node.type.name) {
    case "placeholder":
      return { placeholder: node.attrs.key, ...(node.attrs.value === null ? {} : { value: node.attrs.value }) };
    case "clauseLink":
      return { clause: node.attrs.number };
    case "documentLink":
      return { document: node.attrs.code };
    case "hardBreak":
      return { text: "\n" };
    default:
      return { text: textOf(node.text ?? "") };
  }
}

const marksKey = (run) => MARKS.filter((name) => run[name]).join();

export function runsOf(node) {
  const runs = [];
  node.forEach((child) => {
    const run = runOf(child);
    for (const name of MARKS) if (child.marks.some((mark) => mark.type.name === name)) run[name] = true;
    const last = runs.at(-1);
    if ("text" in run && last && "text" in last && marksKey(last) === marksKey(run)) last.text = (last.text + run.text).normalize("NFC");
    else if (run.text !== "") runs.push("text" in run ? { ...run, text: run.text.normalize("NFC") } : run);
  });
  return runs;
}

const part = (type, runs) => ({ type, content: inlineOf(runs) });
const set = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

const INTO = {
  heading: (id, body) => ({ type: "heading", attrs: { id, level: body.level }, content: inlineOf(body.text) }),
  paragraph: (id, body) => ({ type: "paragraph", attrs: { id, align: body.align ?? null }, content: inlineOf(body.text) }),
  list: (id, body) => ({
    type: "list",
    attrs: { id, marker: body.marker },
    content: body.items.map((item) => ({ type: "item", attrs: { id: item.id, level: item.level ?? 0 }, content: inlineOf(item.text) })),
  }),
  table: (id, body) => ({
    type: "table",
    attrs: { id, widths: body.widths ?? null },
    content: body.rows.map((row, at) => ({
      type: "tableRow",
      attrs: { id: row.id, header: at < body.header },
      content: row.cells.map((cell) => ({ type: "tableCell", attrs: { colspan: cell.colspan ?? 1, rowspan: cell.rowspan ?? 1, colwidth: null }, content: inlineOf(cell.text) })),
    })),
  }),
  steps: (id, body) => ({
    type: "steps",
    attrs: { id },
    content: body.steps.map((step) => ({
      type: "step",
      attrs: { id: step.id, shape: step.shape, forms: step.forms, yes: step.yes ?? null, no: step.no ?? null },
      content: [part("stepActor", step.actor), part("stepTitle", step.title), part("stepDetail", step.detail)],
    })),
  }),
  clause: (id, body) => ({
    type: "clause",
    attrs: { id, clauses: body.clauses, applicable: body.applicable, related: body.related ?? null },
    content: [{ type: "clauseTitle", content: body.title ? [{ type: "text", text: body.title }] : [] }, part("clauseReason", body.justification)],
  }),
  field: (id, body) => ({ type: "field", attrs: { id }, content: [part("fieldLabel", body.label), part("fieldValue", body.value)] }),
  register: (id, body) => (body.frozen ? null : { type: "register", attrs: { id, source: body.source } }),
  image: (id, body) => ({ type: "image", attrs: { id, file: body.file, type: body.type, alt: body.alt, width: body.width ?? null }, content: inlineOf(body.caption) }),
  entry: (id, body) => ({ type: "entry", attrs: { id, body } }),
  pagebreak: (id) => ({ type: "pagebreak", attrs: { id } }),
};

/** One block of the server as the JSON of a node. */
export const nodeOf = ({ id, kind, body }) => INTO[kind]?.(id, body) ?? { type: "other", attrs: { id, kind, body } };

const rowsOf = (node, each) => {
  const made = [];
  node.forEach((child, _offset, at) => made.push(each(child, at)));
  return made;
};
const span = ({ colspan, rowspan }) => ({ ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) });

function tableBody(node) {
  let header = 0;
  while (header < node.childCount && node.child(header).attrs.header) header += 1;
  const rows = rowsOf(node, (row) => ({ id: row.attrs.id, cells: rowsOf(row, (cell) => ({ text: runsOf(cell), ...span(cell.attrs) })) }));
  const columns = rows[0].cells.reduce((sum, { colspan = 1 }) => sum + colspan, 0);
  const widths = node.attrs.widths?.length === columns ? node.attrs.widths : null; // of columns that went, nobody asks
  return { header, rows: rows.filter((row) => row.cells.length), ...set({ widths }) };
}

const OUT = {
  heading: (node) => ({ level: node.attrs.level, text: runsOf(node) }),
  paragraph: (node) => ({ text: runsOf(node), ...set({ align: node.attrs.align }) }),
  list: (node) => ({ marker: node.attrs.marker, items: rowsOf(node, (item) => ({ id: item.attrs.id, text: runsOf(item), ...(item.attrs.level ? { level: item.attrs.level } : {}) })) }),
  table: tableBody,
  steps: (node) => ({
    steps: rowsOf(node, (step) => ({
      id: step.attrs.id,
      actor: runsOf(step.child(0)),
      title: runsOf(step.child(1)),
      shape: step.attrs.shape,
      detail: runsOf(step.child(2)),
      forms: step.attrs.forms,
      ...(step.attrs.shape === "decision" ? set({ yes: step.attrs.yes, no: step.attrs.no }) : {}),
    })),
  }),
  clause: (node) => {
    const justification = runsOf(node.child(1));
    return {
      clauses: node.attrs.clauses,
      title: textOf(node.child(0).textContent).normalize("NFC"),
      applicable: node.attrs.applicable,
      ...(justification.length ? { justification } : {}),
      ...set({ related: node.attrs.related }),
    };
  },
  field: (node) => ({ label: runsOf(node.child(0)), value: runsOf(node.child(1)) }),
  register: (node) => ({ source: node.attrs.source }),
  image: (node) => {
    const caption = runsOf(node);
    return { file: node.attrs.file, type: node.attrs.type, alt: node.attrs.alt, ...(caption.length ? { caption } : {}), ...set({ width: node.attrs.width }) };
  },
  entry: (node) => node.attrs.body,
  pagebreak: () => ({}),
  other: (node) => node.attrs.body,
};

const written = new WeakMap(); // nodes never change: what one says is worked out once

/** The kind and the body of a block, and both as one text to compare by. */
export function bodyOf(node) {
  if (!written.has(node)) {
    const kind = node.type.name === "other" ? node.attrs.kind : node.type.name;
    const body = OUT[node.type.name](node);
    written.set(node, { kind, body, text: JSON.stringify([kind, body]) });
  }
  return written.get(node);
}

/** Rows of the server, in order, as the JSON of a document. */
export function documentOf(rows) {
  const nodes = rows.map(nodeOf);
  const clauses = new Map(rows.flatMap((row, at) => (row.kind === "clause" ? [[row.id, nodes[at]]] : [])));
  const top = rows.flatMap((row, at) => {
    const clause = row.parent && nodes[at].type !== "clause" ? clauses.get(row.parent) : null;
    clause?.content.push(nodes[at]);
    return clause ? [] : [nodes[at]];
  });
  return { type: "doc", content: top.length ? top : [{ type: "paragraph" }] };
}

/** Every block with its place: {id, parent, node, pos}; a clause goes before its answer. */
export function entriesOf(doc) {
  const found = [];
  doc.forEach((node, pos) => {
    found.push({ id: node.attrs.id, parent: "", node, pos });
    if (node.type.name !== "clause") return;
    node.forEach((child, offset, at) => {
      if (at > 1) found.push({ id: child.attrs.id, parent: node.attrs.id, node: child, pos: pos + 1 + offset });
    });
  });
  return found;
}
