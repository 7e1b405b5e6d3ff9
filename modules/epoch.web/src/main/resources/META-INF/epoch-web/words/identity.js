/** What kind of cluster a name stands for: "production", "staging", or "" for all others. */
export function identity(name) {
  if (/prod/i.test(name ?? "")) return "production";
  return /stag/i.test(name ?? "") ? "staging" : "";
}
