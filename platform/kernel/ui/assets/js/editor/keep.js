// What the server does not have yet is kept on this machine: per person, draft and block.
import { person } from "../dom.js";
import { told } from "./house.js";

const LONG = 30 * 24 * 3600 * 1000; // ms
const prefix = () => `keep:${person()}:${told.version}:`;
const written = new Map(); // id → what was written last

/** Keep these blocks and no others; false where the browser has no room. */
export function keep(blocks) {
  const now = new Map(blocks.map((each) => [each.id, JSON.stringify(each)]));
  let room = true;
  for (const id of written.keys()) if (!now.has(id)) forget(id);
  for (const [id, text] of now) {
    if (written.get(id) === text) continue;
    try {
      localStorage.setItem(prefix() + id, JSON.stringify({ at: Date.now(), block: JSON.parse(text) }));
    } catch {
      room = false;
    }
    written.set(id, text);
  }
  return room;
}

export function forget(id) {
  written.delete(id);
  localStorage.removeItem(prefix() + id);
}

/** The blocks of an earlier visit. */
export function kept() {
  const found = [];
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(prefix()))) {
    try {
      const { at, block } = JSON.parse(localStorage.getItem(name));
      if (Date.now() - at < LONG && block.id) {
        found.push(block);
        written.set(block.id, JSON.stringify(block));
        continue;
      }
    } catch {
      // not ours, or cut off: of no use to anybody
    }
    localStorage.removeItem(name);
  }
  return found;
}
