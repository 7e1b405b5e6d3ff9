const COUNT = new Intl.NumberFormat("en-GB");

/** A count with separators: 1,284. */
export const count = (n) => COUNT.format(n);

/** "1 run", "2 runs". */
export const many = (n, one, more = `${one}s`) => `${count(n)} ${n === 1 ? one : more}`;

/** A size for people: 612 KB. */
export function bytes(n) {
  if (n < 1024) return `${n} B`;
  const units = ["KB", "MB", "GB", "TB"];
  let value = n;
  let unit = -1;
  do {
    value /= 1024;
    unit += 1;
  } while (value >= 999.5 && unit < units.length - 1);
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "97.1 %"; never 100 % for what is not all. */
export function percent(part, all) {
  if (all === 0) return "–";
  const share = (part / all) * 100;
  const shown = part < all && share > 99.9 ? 99.9 : share;
  return `${shown.toFixed(shown % 1 === 0 ? 0 : 1)} %`;
}

/** The middle one; undefined of none. */
export function median(numbers) {
  if (numbers.length === 0) return undefined;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
