import { named } from "./time.js";

const KNOWN = [
  [/UNPAUSE|RESUME/, "Resumed", "ok", "active"], [/PAUSE/, "Paused", "warn", "pause"], [/CREATE/, "Created", "ok", "plus"], [/RESTORE/, "Restored", "ok", "done"],
  [/UPDATE|EDIT|CHANGE|LABEL/, "Changed", "ok", "done"], [/DELETE/, "Deleted", "idle", "deleted"], [/KILL/, "Killed", "bad", "bad"], [/RETRY/, "Retried", "run", "run"],
  [/CLOSE/, "Closed", "warn", "cancel"], [/RELEASE/, "Released", "ok", "active"], [/HOLD/, "Held", "warn", "held"], [/STEP/, "Handed over", "idle", "lead"], [/IMPORT/, "Imported", "ok", "done"],
  [/GROUP/, "Limited", "ok", "done"], [/BULK/, "Changed many", "ok", "done"], [/LOGIN|SESSION|SIGN/, "Signed in", "idle", "active"], [/RUN/, "Run by hand", "run", "run"],
];

/** How an action of the audit looks; one that this page does not know keeps its own word. */
export function act(action) {
  const name = String(action ?? "");
  const [, word, tone, shape] = KNOWN.find(([pattern]) => pattern.test(name.toUpperCase())) ?? [undefined, name.toLowerCase().replaceAll("_", " "), "idle", "done"];
  return { word, tone, shape };
}

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** What an entry tells beyond its action, with times as whoever looks has them. */
export const told = ({ action, message }, now) =>
  message && message.toLowerCase() !== act(action).word.toLowerCase() ? message.replace(INSTANT, (text) => named(Date.parse(text), now)) : "";
