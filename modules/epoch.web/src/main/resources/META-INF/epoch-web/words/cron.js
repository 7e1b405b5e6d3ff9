// Cron in Quartz's dialect: second minute hour day month weekday [year]. Sunday is 1, but names are clearer, so names are written.

export const PARTS = ["second", "minute", "hour", "day", "month", "weekday", "year"];
export const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const QUARTZ_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const WORKDAYS = "MON-FRI";

const number = (text, from, to) => (/^\d{1,2}$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined);
const two = (n) => String(n).padStart(2, "0");
const any = (text) => text === "*" || text === "?";

/**
 * What a cron expression says, if it is one of the usual ones: `{kind: "minutes", every}`, `{kind: "hours", every, minute}`,
 * `{kind: "daily"|"workdays", time}`, `{kind: "weekly", days, time}`, `{kind: "monthly", day, time}`; else `{kind: "cron"}`.
 */
export function parse(spec) {
  const other = { kind: "cron" };
  const parts = String(spec ?? "").trim().toUpperCase().split(/\s+/);
  if (parts.length < 6 || parts.length > 7 || (parts[6] ?? "*") !== "*") return other;
  const [second, minute, hour, day, month, weekday] = parts;
  if (second !== "0" || month !== "*") return other;
  const everyDay = any(day) && any(weekday);
  const step = /^(?:\*|0)\/(\d{1,2})$/;
  if (everyDay && hour === "*") {
    if (minute === "*") return { kind: "minutes", every: 1 };
    if (step.test(minute) && 60 % Number(step.exec(minute)[1]) === 0) return { kind: "minutes", every: Number(step.exec(minute)[1]) };
    const at = number(minute, 0, 59);
    return at === undefined ? other : { kind: "hours", every: 1, minute: at };
  }
  const at = number(minute, 0, 59);
  if (at === undefined) return other;
  if (everyDay && step.test(hour) && 24 % Number(step.exec(hour)[1]) === 0) return { kind: "hours", every: Number(step.exec(hour)[1]), minute: at };
  const on = number(hour, 0, 23);
  if (on === undefined) return other;
  const time = `${two(on)}:${two(at)}`;
  if (everyDay) return { kind: "daily", time };
  if (any(day)) {
    if (weekday === WORKDAYS || weekday === "2-6") return { kind: "workdays", time };
    const days = weekday.split(",").map((each) => (DAYS.includes(each) ? each : QUARTZ_DAYS[Number(each) - 1]));
    return days.every(Boolean) ? { kind: "weekly", days: DAYS.filter((each) => days.includes(each)), time } : other;
  }
  if (weekday !== "?" && weekday !== "*") return other;
  if (day === "L") return { kind: "monthly", day: "L", time };
  const of = number(day, 1, 31);
  return of === undefined ? other : { kind: "monthly", day: of, time };
}

/** The expression that says it. */
export function write({ kind, every = 1, minute = 0, time = "02:00", days = ["MON"], day = 1 }) {
  const [hour, at] = time.split(":").map(Number);
  switch (kind) {
    case "minutes":
      return every === 1 ? "0 * * * * ?" : `0 0/${every} * * * ?`;
    case "hours":
      return every === 1 ? `0 ${minute} * * * ?` : `0 ${minute} 0/${every} * * ?`;
    case "daily":
      return `0 ${at} ${hour} * * ?`;
    case "workdays":
      return `0 ${at} ${hour} ? * ${WORKDAYS}`;
    case "weekly":
      return `0 ${at} ${hour} ? * ${days.join(",")}`;
    case "monthly":
      return `0 ${at} ${hour} ${day} * ?`;
    default:
      throw new Error(kind);
  }
}

/** Its six or seven parts, as far as they are written. */
export function split(spec) {
  const parts = String(spec ?? "").trim().split(/\s+/).filter(Boolean);
  return Array.from({ length: Math.max(6, parts.length) }, (_, i) => parts[i] ?? "");
}
