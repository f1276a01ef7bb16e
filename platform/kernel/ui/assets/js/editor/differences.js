// What was changed since the server answered last: blocks, their places, what is gone.
import { bodyOf, entriesOf } from "./convert.js";

const NEAREST = 8;

/** The ids that kept their order: the longest increasing run of their old places. */
export function inOrder(before, after) {
  const place = new Map(before.map((id, at) => [id, at]));
  const common = after.filter((id) => place.has(id));
  const tails = [];
  const back = [];
  common.forEach((id, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (place.get(common[tails[middle]]) < place.get(id)) low = middle + 1;
      else high = middle;
    }
    back[at] = low ? tails[low - 1] : -1;
    tails[low] = at;
  });
  const kept = new Set();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = back[at]) kept.add(common[at]);
  return kept;
}

function byParent(entries) {
  const lists = new Map();
  for (const { id, parent } of entries) {
    if (!lists.has(parent)) lists.set(parent, []);
    lists.get(parent).push(id);
  }
  return lists;
}

/** New and moved blocks, in reading order: {id, parent, after: the nearest before it}. */
export function placesOf(entries, before) {
  const old = byParent(before);
  const places = new Map();
  for (const [parent, ids] of byParent(entries)) {
    const stay = inOrder(old.get(parent) ?? [], ids);
    ids.forEach((id, at) => {
      if (!stay.has(id)) places.set(id, { id, parent, after: ids.slice(Math.max(0, at - NEAREST), at).reverse() });
    });
  }
  return entries.filter(({ id }) => places.has(id)).map(({ id }) => places.get(id));
}

/** {entries, changed, places, removed}, beside what the server is known to have. */
export function differences(doc, known, outline) {
  const entries = entriesOf(doc).filter(({ id }) => id);
  const here = new Set(entries.map(({ id }) => id));
  const changed = entries.filter(({ id, node }) => known.get(id)?.text !== bodyOf(node).text);
  const removed = [...known.keys()].filter((id) => !here.has(id));
  return { entries, changed, places: placesOf(entries, outline), removed };
}
