// A few strokes that every other file needs.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** make("p", {class: "m", hidden: true}, "text", child) */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

export function shape(kind, name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", kind === "i" ? "i" : `mk k-${name}`);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${kind}-${name}`);
  svg.append(use);
  return svg;
}

export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/** Whose page this is: unsent text belongs to a person, not to a machine. */
export const person = (root = document) => $("meta[name=person]", root)?.content ?? "";

export const isTyping = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
