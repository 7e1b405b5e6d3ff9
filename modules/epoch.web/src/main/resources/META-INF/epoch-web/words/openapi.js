// What of an OpenAPI 3.1 description is shown.

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Follows `$ref` within the description; undefined if it leads nowhere. */
export function resolve(root, value, depth = 0) {
  if (!value?.$ref || depth > 20) return value;
  const found = value.$ref
    .replace(/^#\//, "")
    .split("/")
    .reduce((at, part) => at?.[part.replaceAll("~1", "/").replaceAll("~0", "~")], root);
  return resolve(root, found, depth + 1);
}

/** All operations in the order in which they are written: `{method, path, tag, operation, parameters}`. */
export function operations(root) {
  return Object.entries(root.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((each) => resolve(root, each)).filter(Boolean);
      return { method: method.toUpperCase(), path, tag: operation.tags?.[0] ?? "Other", operation, parameters };
    }),
  );
}

/** A schema in a few words; objects are opened so many levels deep. */
export function shape(root, schema, levels = 0, indent = "") {
  const name = schema?.$ref?.split("/").at(-1);
  const it = resolve(root, schema);
  if (it === undefined || it === true) return "anything";
  if (it.enum) return it.enum.map((each) => JSON.stringify(each)).join(" | ");
  if (it.const !== undefined) return JSON.stringify(it.const);
  const several = it.oneOf ?? it.anyOf;
  if (several) return several.map((each) => shape(root, each, 0)).join(" | ");
  const merged = it.allOf ? it.allOf.map((each) => resolve(root, each)).reduce((a, b) => ({ ...a, ...b, properties: { ...a?.properties, ...b?.properties } }), it) : it;
  const type = [].concat(merged.type ?? (merged.properties ? "object" : merged.items ? "array" : "anything")).join(" | ");
  if (type.startsWith("array")) return `[${shape(root, merged.items, levels, indent)}]`;
  if (!merged.properties) return merged.additionalProperties && merged.additionalProperties !== true ? `{name: ${shape(root, merged.additionalProperties, 0)}}` : merged.format ? `${type} (${merged.format})` : type;
  if (levels === 0) return name ?? "object";
  const inner = `${indent}  `;
  const lines = Object.entries(merged.properties).map(([key, each]) => `${inner}${key}${merged.required?.includes(key) ? "" : "?"}: ${shape(root, each, levels - 1, inner)}`);
  return `{\n${lines.join("\n")}\n${indent}}`;
}

/** A line for a shell that calls it. */
export function example({ origin, pathname }, { method, path, body }) {
  const base = `${origin}${pathname.replace(/\/[^/]*$/, "")}`;
  const url = `${base}${path.startsWith("/apis") ? path : `/apis${path}`}`.replace(/\{(\w+)\}/g, (_, name) => `$${name.toUpperCase()}`);
  const parts = ["curl -s -u NAME"];
  if (method !== "GET") parts.push(`-X ${method}`);
  if (body) parts.push("-H 'Content-Type: application/json' -d @body.json");
  return `${parts.join(" ")} "${url}"`;
}
