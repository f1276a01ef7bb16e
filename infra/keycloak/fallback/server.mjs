// Stands in for Keycloak in tests: its addresses and claims, people told to it by POST /control.

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { Realm } from "./realm.mjs";

const port = Number(process.argv[2]);
const base = `http://localhost:${port}`;
const realms = new Map();

const CONTROL = {
  realm({ realm, client }) {
    realms.set(realm, new Realm(`${base}/realms/${realm}`, client));
  },
  client({ realm, client }) {
    const found = realms.get(realm);
    found.client = client;
    found.remake();
  },
  organization({ realm, alias }) {
    const found = realms.get(realm);
    if (!found.organizations.has(alias)) found.organizations.set(alias, new Set());
    found.remake();
  },
  person({ realm, person }) {
    const id = randomUUID();
    realms.get(realm).people.set(id, { enabled: true, roles: [], ...person, id });
    return { id };
  },
  change({ realm, id, person }) {
    Object.assign(realms.get(realm).people.get(id), person);
  },
  remove({ realm, id }) {
    realms.get(realm).people.delete(id);
  },
  join({ realm, alias, id }) {
    realms.get(realm).organizations.get(alias).add(id);
  },
  leave({ realm, alias, id }) {
    realms.get(realm).organizations.get(alias).delete(id);
  },
};

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, base);
  const [, area, name, ...rest] = pathname.split("/");
  const realm = area === "realms" ? realms.get(name) : undefined;
  try {
    if (area === "control") return await control(request, response);
    if (!realm) return say(response, 404, "text/plain", "không có");
    if (rest[0] === "interaction") return await logIn(realm, request, response);
    request.originalUrl = request.url;
    request.url = request.url.slice(`/realms/${name}`.length) || "/";
    return realm.answer(request, response);
  } catch (error) {
    console.error(error);
    return say(response, 500, "text/plain", String(error));
  }
}).listen(port, "127.0.0.1");

async function control(request, response) {
  if (request.headers.authorization !== `Bearer ${process.env.CONTROL_PASSWORD}`) {
    return say(response, 401, "text/plain", "mật khẩu");
  }
  const { verb, ...asked } = JSON.parse(await body(request));
  return say(response, 200, "application/json", JSON.stringify(CONTROL[verb](asked) ?? {}));
}

// The form of Keycloak's names: username, password.
async function logIn(realm, request, response) {
  const { provider } = realm;
  const { session } = await provider.interactionDetails(request, response);
  if (request.method === "POST") {
    const typed = new URLSearchParams(await body(request));
    const known = session ? realm.people.get(session.accountId)?.username : undefined;
    const person = realm.person(known ?? typed.get("username"));
    if (person?.enabled && person.password === typed.get("password")) {
      const result = { login: { accountId: person.id, acr: "1" } };
      return await provider.interactionFinished(request, response, result);
    }
  }
  const username = session ? "" : '<label>Tên <input id="username" name="username"></label>';
  return say(
    response,
    200,
    "text/html; charset=utf-8",
    `<!doctype html><html lang="vi"><title>Đăng nhập</title><form method="post" action="${request.url}">${username}` +
      '<label>Mật khẩu <input id="password" name="password" type="password"></label>' +
      '<button id="kc-login">Đăng nhập</button></form></html>',
  );
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

function say(response, status, type, text) {
  response.writeHead(status, { "Content-Type": type });
  response.end(text);
}
