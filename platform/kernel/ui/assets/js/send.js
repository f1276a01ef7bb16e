// A request of our own scripts: the token goes along, an ended session asks for a login and tries again.
import { csrfToken } from "./csrf.js";
import { login } from "./login.js";
import { say } from "./words.js";

export async function send(url, { method = "GET", body, headers = {}, keepalive = false } = {}) {
  const request = () =>
    fetch(url, {
      method,
      body,
      keepalive,
      credentials: "same-origin",
      headers: { "HX-Request": "true", ...(method === "GET" ? {} : { "X-CSRFToken": csrfToken() }), ...headers },
    });
  const response = await request();
  if (response.status !== 401) return response;
  return (await login(say("ended"))) ? request() : response;
}
