import { clock, named } from "./time.js";

export const TYPES = [["DATES", "days"], ["WEEKLY", "every week"], ["ONCE", "once"], ["CRON", "by cron"]];

const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const word = (name) => name[0] + name.slice(1).toLowerCase();
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "24 Dec 2026", "24 Dec 2026 to 1 Jan 2027", "25 Dec every year"; what is none of these stands as it is. */
export function days(text) {
  const yearly = /^--(\d\d)-(\d\d)$/.exec(text);
  if (yearly) return `${Number(yearly[2])} ${MONTHS[yearly[1] - 1] ?? yearly[1]} every year`;
  const [first, last] = text.split("/").map((part) => /^(\d{4})-(\d\d)-(\d\d)$/.exec(part));
  const one = ([, year, month, day]) => `${Number(day)} ${MONTHS[month - 1] ?? month} ${year}`;
  if (!first || last === null) return text;
  return last ? `${one(first)} to ${one(last)}` : one(first);
}

/** "Mon to Fri", "Sat and Sun". */
export function weekdays(list) {
  const at = DAYS.flatMap((day, i) => (list.includes(day) ? [i] : []));
  if (at.length === 7) return "Every day";
  if (at.length > 2 && at.at(-1) - at[0] === at.length - 1) return `${word(DAYS[at[0]])} to ${word(DAYS[at.at(-1)])}`;
  const words = at.map((i) => word(DAYS[i]));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** When a window is closed, in words. */
export function windowWords(window, now) {
  switch (window.type) {
    case "DATES":
      return (window.dates ?? []).map(days).join(", ");
    case "WEEKLY":
      return `${weekdays(window.days ?? [])}${!window.from && !window.to ? ", all day" : `, ${window.from ?? "00:00"} to ${window.to ?? "midnight"}`}`;
    case "ONCE":
      return window.from == null || window.to == null ? "Once" : `${named(window.from, now)} to ${named(window.to, now)}`;
    case "CRON":
      return `For ${window.lasts ?? "?"} from ${window.timeSpec ?? "?"} on`;
    default:
      return String(window.type ?? "Unknown");
  }
}

/** "until Fri 06:00", "for good". */
export const until = (closure, now) => (closure.until == null ? "with no end within a year" : `until ${named(closure.until, now)}`);

/** "Tue 26 Jan, all day", "Thu 24 Dec to Fri 1 Jan", "Fri 22:00 to Sat 06:00": as pair of its begin and the rest. */
export function closed({ from, until: end }, now) {
  if (end == null) return [named(from, now), "no end within a year"];
  if (clock(from) !== "00:00" || clock(end) !== "00:00") return [named(from, now), `to ${named(end, now)}`];
  // A moment before midnight is still the day.
  const [first, last] = [from, end - 1].map((time) => named(time, now).replace(/ [\d:]+$/, ""));
  return [first, first === last ? "all day" : `to ${last}`];
}
