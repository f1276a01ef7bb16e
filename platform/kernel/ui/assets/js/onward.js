// What waited for a confirmation goes on by itself, once: coming back to the page sends nothing.
import { $ } from "./dom.js";

const form = $("form[data-send-on]");
const [arrival] = performance.getEntriesByType("navigation");
if (form && arrival?.type === "navigate") form.requestSubmit();
