// htmx under our policy: no eval, the token, refusals as sentences, a login in between.
import htmx from "htmx.org/dist/htmx.esm.js";
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { csrfToken } from "./csrf.js";
import { $, parse } from "./dom.js";
import { login } from "./login.js";
import { place, refuse, sentenceOf, settle } from "./messages.js";
import { say } from "./words.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0, // pages of an agency are not kept in the browser
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true, error: true },
    { code: "[45]..", swap: false, error: true },
  ],
});
window.htmx = htmx;

htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph" || style === "morph:outerHTML",
  handleSwap(style, target, fragment) {
    if (!style.startsWith("morph")) return false;
    return Idiomorph.morph(target, fragment.children, { morphStyle: style === "morph:innerHTML" ? "innerHTML" : "outerHTML" });
  },
});

/** Requests that are being repeated after a login are not asked about a second time. */
export const repeated = new WeakSet();

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = csrfToken();
  // asking by itself is no sign of life: it does not keep a session open
  if (/every|load delay/.test(detail.elt.getAttribute("hx-trigger") ?? "")) detail.headers["X-Background"] = "1";
});

document.addEventListener("htmx:beforeOnLoad", async (event) => {
  const { xhr, elt, target, requestConfig } = event.detail;
  if (xhr.status !== 401) return;
  event.preventDefault();
  if (!(await login(say("ended"))) || !elt.isConnected) return;
  repeated.add(elt);
  await htmx.ajax(requestConfig.verb, requestConfig.path, { source: elt, target, event: requestConfig.triggeringEvent });
  repeated.delete(elt);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  const { xhr, elt } = detail;
  if (xhr.status < 400) return;
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (xhr.getResponseHeader("HX-Retarget")) {
    detail.shouldSwap = true;
    if (xhr.getResponseHeader("HX-Retarget") === "#messages") detail.target = place(elt);
  } else if (xhr.status !== 422 || !$("form, [data-autosave]", parse(xhr.responseText))) {
    detail.shouldSwap = false;
    refuse(sentenceOf(xhr.status, xhr.responseText, type), elt);
  }
});

const WANTED = ".refusal, [data-focus]";
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt !== document.body) (elt.matches(WANTED) ? elt : $(WANTED, elt))?.focus();
});
// what had the focus went with the swap, perhaps with the dialog it stood in;
// what comes by itself (load, every: by no event) moves nothing
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.requestConfig?.triggeringEvent && document.activeElement === document.body) $("main")?.focus({ preventScroll: true });
});
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") settle(detail.elt);
});
document.addEventListener("htmx:sendError", ({ detail }) => refuse(say("offline"), detail.elt));
