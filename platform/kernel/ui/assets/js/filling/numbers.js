// Exact decimals of six digits as BigInt: 0,1 + 0,2 is 0,3 here, too.
const PLACES = 6n;
const ONE = 10n ** PLACES;
const GROUPED = /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/;
const COMMA = /^[+-]?\d+,\d+$/;
const ENGLISH = /^[+-]?\d{1,3}(,\d{3})+\.\d+$/;
const PLAIN = /^[+-]?\d+(\.\d+)?$/;

/** A typed or kept number in millionths; null where it is none. */
export function read(text, typed = true) {
  let bare = String(text ?? "").replace(/[\s\u00a0\u202f]/g, "").replace(/[−–]/g, "-");
  if (GROUPED.test(bare) && (typed || bare.includes(",") || bare.split(".").length > 2)) bare = bare.replaceAll(".", "").replace(",", ".");
  else if (COMMA.test(bare)) bare = bare.replace(",", ".");
  else if (ENGLISH.test(bare)) bare = bare.replaceAll(",", "");
  if (!PLAIN.test(bare)) return null;
  const minus = bare.startsWith("-");
  const [whole, fraction = ""] = bare.replace(/^[+-]/, "").split(".");
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(6, "0").slice(0, 6));
  return minus ? -value : value;
}

const half = (value, step) => {
  const [size, sign] = value < 0n ? [-value, -1n] : [value, 1n];
  return sign * ((size + step / 2n) / step);
};

export const times = (one, other) => half(one * other, ONE);
export const over = (one, other) => {
  const sign = one < 0n !== other < 0n ? -1n : 1n;
  const [top, bottom] = [(one < 0n ? -one : one) * ONE, other < 0n ? -other : other];
  return sign * ((top + bottom / 2n) / bottom);
};
export const whole = (count) => BigInt(count) * ONE;

/** 1234500000n → "1.234,5" */
export function shown(value, digits = null) {
  const step = digits == null ? 1n : 10n ** (PLACES - BigInt(Math.min(6, digits)));
  const rounded = half(value, step) * step;
  const [size, sign] = rounded < 0n ? [-rounded, "-"] : [rounded, ""];
  let fraction = String(size % ONE).padStart(6, "0");
  fraction = digits == null ? fraction.replace(/0+$/, "") : fraction.slice(0, digits);
  const groups = String(size / ONE).replace(/(?<=\d)(?=(\d{3})+$)/g, ".");
  return `${sign}${groups}${fraction ? `,${fraction}` : ""}`;
}

/** A kept number ("1234.5") as it is written here. */
export function numberText(kept) {
  const value = read(kept, false);
  return value == null ? String(kept ?? "") : shown(value);
}
