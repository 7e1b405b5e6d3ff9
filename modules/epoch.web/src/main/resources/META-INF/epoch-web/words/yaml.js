import { JSON_SCHEMA, YAMLException, dump, load } from "js-yaml";

/** Writes a value of JSON as YAML. */
export const write = (value) => dump(value, { lineWidth: 120, noRefs: true });

/**
 * Reads YAML, of which JSON is a part; dates stay text.
 *
 * @throws {Error} that says what is wrong and in which line
 */
export function read(text) {
  try {
    return load(text, { schema: JSON_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) throw new Error(`Line ${(error.mark?.line ?? 0) + 1}: ${error.reason}`, { cause: error });
    throw error;
  }
}
