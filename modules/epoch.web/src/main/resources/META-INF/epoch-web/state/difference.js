/** What is different between two values of JSON, path by path: `[{path, before, after}]`. */
export function difference(before, after, path = "") {
  if (Object.is(before, after)) return [];
  const both = [before, after];
  const plain = both.every((value) => value !== null && typeof value === "object" && !Array.isArray(value));
  if (plain) {
    const keys = [...new Set(both.flatMap(Object.keys))];
    return keys.flatMap((key) => difference(before[key], after[key], path ? `${path}.${key}` : key));
  }
  if (both.every(Array.isArray)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => difference(before[i], after[i], `${path}[${i}]`)).flat();
  }
  return [{ path, before, after }];
}
