/**
 * The row that a step leads to from another, of rows by their keys: into the list to its first one, at its ends no further. Undefined where
 * there is no row.
 */
export function step(rows, from, by) {
  const at = rows.indexOf(from);
  return rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
}
