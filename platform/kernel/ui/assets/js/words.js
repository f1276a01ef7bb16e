// The sentences scripts say stand in the page, in its language; see templates/ui/_words.html.

export function say(key, values = {}) {
  const name = `say${key[0].toUpperCase()}${key.slice(1)}`;
  const text = document.getElementById("words")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Letters without tone marks, for finding "đánh giá" by "danh gia". */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
}

export function clockTime(date = new Date()) {
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** 1 468 006 → "1,4 MB" */
export function fileSize(bytes) {
  const [unit, step] = bytes >= 1 << 20 ? ["MB", 1 << 20] : ["kB", 1 << 10];
  return `${(Math.round((bytes / step) * 10) / 10).toLocaleString("vi-VN")} ${unit}`;
}
