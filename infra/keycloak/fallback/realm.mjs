// One realm: its people and organizations, and an oidc-provider that speaks of them as Keycloak does.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import Provider from "oidc-provider";
import { newStore } from "./store.mjs";

const ROUTES = {
  authorization: "/protocol/openid-connect/auth",
  token: "/protocol/openid-connect/token",
  jwks: "/protocol/openid-connect/certs",
  userinfo: "/protocol/openid-connect/userinfo",
  end_session: "/protocol/openid-connect/logout",
};
const PERSON = ["preferred_username", "name", "given_name", "family_name", "realm_access"];

export class Realm {
  constructor(issuer, client) {
    this.issuer = issuer;
    this.client = client;
    this.people = new Map();
    this.organizations = new Map();
    this.store = newStore();
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.key = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "RS256", use: "sig" };
    this.remake();
  }

  // The list of scopes is fixed when a provider is made, and every organization is one.
  remake() {
    this.provider = new Provider(this.issuer, this.configuration());
    for (const fault of ["server_error", "backchannel.error"]) {
      this.provider.on(fault, (_ctx, error) => console.error(fault, error));
    }
    this.answer = this.provider.callback();
  }

  person(username) {
    return [...this.people.values()].find((each) => each.username === username);
  }

  isMember(person, alias) {
    return this.organizations.get(alias)?.has(person.id) ?? false;
  }

  claims(person, scope) {
    const asked = scope.split(" ").filter((each) => each.startsWith("organization:"));
    const aliases = asked.map((each) => each.slice("organization:".length));
    return {
      sub: person.id,
      preferred_username: person.username,
      given_name: person.firstName,
      family_name: person.lastName,
      name: `${person.firstName} ${person.lastName}`,
      email: person.email || undefined,
      email_verified: person.emailVerified,
      realm_access: { roles: person.roles },
      organization: aliases.filter((alias) => this.isMember(person, alias)),
    };
  }

  // A refresh asks here, too: nothing for who is disabled, removed, or no member any more.
  async account(id, token) {
    const person = this.people.get(id);
    if (!person?.enabled) return undefined;
    const scopes = token?.kind === "RefreshToken" ? [...token.scopes] : [];
    const left = scopes.filter(
      (each) => each.startsWith("organization:") && !this.isMember(person, each.slice(13)),
    );
    if (left.length) return undefined;
    return { accountId: id, claims: async (_use, scope) => this.claims(person, scope) };
  }

  async grant(ctx) {
    const { client, session, provider, params } = ctx.oidc;
    const kept = session.grantIdFor(client.clientId);
    const fresh = { clientId: client.clientId, accountId: session.accountId };
    const grant = (kept && (await provider.Grant.find(kept))) || new provider.Grant(fresh);
    grant.addOIDCScope(params.scope);
    await grant.save();
    return grant;
  }

  configuration() {
    const scopes = [...this.organizations.keys()].map((alias) => `organization:${alias}`);
    return {
      adapter: this.store,
      clients: [{ ...this.client, require_auth_time: true, token_endpoint_auth_method: "client_secret_basic" }],
      jwks: { keys: [this.key] },
      cookies: { keys: [this.key.kid] },
      routes: ROUTES,
      scopes: ["openid", "profile", "email", ...scopes],
      claims: {
        openid: ["sub", "acr", "auth_time", "sid"],
        profile: PERSON,
        email: ["email", "email_verified"],
        ...Object.fromEntries(scopes.map((scope) => [scope, ["organization"]])),
      },
      conformIdTokenClaims: false,
      // Here everything is on this machine, which oidc-provider would refuse to speak to.
      fetch: (url, { dispatcher: _guard, ...options }) => fetch(url, options),
      pkce: { required: () => true },
      issueRefreshToken: async () => true,
      rotateRefreshToken: false,
      findAccount: (_ctx, id, token) => this.account(id, token),
      loadExistingGrant: (ctx) => this.grant(ctx),
      interactions: { url: (_ctx, interaction) => `${new URL(this.issuer).pathname}/interaction/${interaction.uid}` },
      features: {
        devInteractions: { enabled: false },
        backchannelLogout: { enabled: true },
        rpInitiatedLogout: { enabled: true, logoutSource: sure, postLogoutSuccessSource: gone },
      },
      ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, RefreshToken: 14400, Session: 43200, Grant: 43200, Interaction: 1800 },
    };
  }
}

// Keycloak asks nobody who brings the ID token of the session, so this page sends itself.
async function sure(ctx, form) {
  const yes = '<input type="hidden" form="op.logoutForm" name="logout" value="yes">';
  const sent = '<script>document.getElementById("op.logoutForm").submit()</script>';
  ctx.body = `<!doctype html><html lang="vi"><title>Đăng xuất</title>${form}${yes}${sent}</html>`;
}

async function gone(ctx) {
  ctx.body = '<!doctype html><html lang="vi"><title>Đã đăng xuất</title><p>Đã đăng xuất.</p></html>';
}
