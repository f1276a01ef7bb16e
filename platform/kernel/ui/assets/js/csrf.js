// The token stands in a meta tag; after a new login it is replaced everywhere on the page.
import { $, $$ } from "./dom.js";

export const csrfToken = () => $("meta[name=csrf-token]")?.content || $("input[name=csrfmiddlewaretoken]")?.value || "";

export function renewToken(token) {
  if (!token) return;
  const meta = $("meta[name=csrf-token]");
  if (meta) meta.content = token;
  for (const input of $$("input[name=csrfmiddlewaretoken]")) input.value = token;
}
