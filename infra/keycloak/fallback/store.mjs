// What oidc-provider remembers, for as long as the tests run; shared when a realm is made anew.

export function newStore() {
  const kept = new Map();
  const grants = new Map();
  const uids = new Map();

  return class {
    constructor(model) {
      this.model = model;
    }

    key(id) {
      return `${this.model}:${id}`;
    }

    async upsert(id, payload, expiresIn) {
      kept.set(this.key(id), { payload, until: Date.now() + (expiresIn ?? 86400) * 1000 });
      if (payload.uid) uids.set(payload.uid, id);
      if (payload.grantId) {
        const of = grants.get(payload.grantId) ?? new Set();
        grants.set(payload.grantId, of.add(this.key(id)));
      }
    }

    async find(id) {
      const found = kept.get(this.key(id));
      return found && found.until > Date.now() ? found.payload : undefined;
    }

    async findByUid(uid) {
      return this.find(uids.get(uid));
    }

    async findByUserCode() {
      return undefined;
    }

    async consume(id) {
      kept.get(this.key(id)).payload.consumed = Math.floor(Date.now() / 1000);
    }

    async destroy(id) {
      kept.delete(this.key(id));
    }

    async revokeByGrantId(grantId) {
      for (const key of grants.get(grantId) ?? []) kept.delete(key);
      grants.delete(grantId);
    }
  };
}
