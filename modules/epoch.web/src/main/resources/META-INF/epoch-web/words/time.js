// Words for time. All times are epoch milliseconds, all zones IANA names.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Finding it out is slow, and it hardly changes while a page is open.
const LOCAL_ZONE = current(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Some browsers tell old names of zones. */
function current(zone) {
  return { "Etc/UTC": "UTC", "Asia/Calcutta": "Asia/Kolkata", "Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon", "Europe/Kiev": "Europe/Kyiv", "America/Buenos_Aires": "America/Argentina/Buenos_Aires" }[zone] ?? zone;
}

/** Whether a zone is that of whoever looks, by whichever of its names. */
export const isLocal = (zone) => current(zone) === LOCAL_ZONE;

/** The zone of whoever looks. */
export const localZone = () => LOCAL_ZONE;

const two = (n) => String(n).padStart(2, "0");

/** How long something took: `12 ms`, `0.4 s`, `38 s`, `4 min 12 s`, `1 h 07 min`, `2 d 3 h`. */
export function duration(ms) {
  const span = Math.max(0, ms);
  if (span > 0 && span < 100) return `${Math.ceil(span)} ms`;
  if (span < 10 * SECOND) {
    const tenths = Math.floor(span / 100) / 10;
    return `${tenths % 1 === 0 ? tenths : tenths.toFixed(1)} s`;
  }
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min ${two(Math.floor((span % MINUTE) / SECOND))} s`;
  if (span < DAY) return `${Math.floor(span / HOUR)} h ${two(Math.floor((span % HOUR) / MINUTE))} min`;
  return `${Math.floor(span / DAY)} d ${Math.floor((span % DAY) / HOUR)} h`;
}

/** A distance in time, at most two units; minutes drop from 6 h on, hours from 7 d on. */
function distance(ms) {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  const hours = Math.floor(ms / HOUR);
  if (ms < 6 * HOUR) {
    const minutes = Math.floor((ms % HOUR) / MINUTE);
    return minutes ? `${hours} h ${minutes} min` : `${hours} h`;
  }
  if (ms < DAY) return `${hours} h`;
  const days = Math.floor(ms / DAY);
  const rest = Math.floor((ms % DAY) / HOUR);
  return ms < 7 * DAY && rest ? `${days} d ${rest} h` : `${days} d`;
}

/** "6 h ago"; a clock a little ahead of ours says "just now" too. */
export const ago = (time, now) => (now - time < 2 * SECOND ? "just now" : `${distance(now - time)} ago`);

/** "in 12 min". */
export const ahead = (time, now) => (time - now < SECOND ? "now" : `in ${distance(time - now)}`);

/** "for 3 min". */
export const since = (time, now) => `for ${distance(Math.max(0, now - time))}`;

const formats = new Map();

function parts(time, zone) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
}

// British English writes "Sept"; three letters line up.
const month = (p) => p.month.slice(0, 3);

/** "09:30". */
export function clock(time, zone = localZone()) {
  const p = parts(time, zone);
  return `${p.hour}:${p.minute}`;
}

/** "09:30", with seconds where there are any. */
export function exact(time, zone = localZone()) {
  const p = parts(time, zone);
  return `${p.hour}:${p.minute}${p.second === "00" ? "" : `:${p.second}`}`;
}

/** "03:00:00.231". */
export function instant(time, zone = localZone()) {
  const p = parts(time, zone);
  return `${p.hour}:${p.minute}:${p.second}.${p.fractionalSecond}`;
}

/** The time today, weekday and time within a week, else the date: `09:30`, `Sat 03:00`, `1 Nov 06:00`. */
export function when(time, now, zone = localZone()) {
  const p = parts(time, zone);
  const today = parts(now, zone);
  const hm = `${p.hour}:${p.minute}`;
  if (p.day === today.day && p.month === today.month && p.year === today.year) return hm;
  if (Math.abs(time - now) < 6.5 * DAY) return `${p.weekday} ${hm}`;
  return `${p.day} ${month(p)}${p.year === today.year ? "" : ` ${p.year}`} ${hm}`;
}

/** "Fri 23 Oct 03:00", for titles; with seconds where there are any. */
export function named(time, now, zone = localZone()) {
  const p = parts(time, zone);
  const year = p.year === parts(now, zone).year ? "" : ` ${p.year}`;
  return `${p.weekday} ${p.day} ${month(p)}${year} ${p.hour}:${p.minute}${p.second === "00" ? "" : `:${p.second}`}`;
}

/** Everything there is to say: date, zone and UTC, for the title of what is abbreviated. */
export function full(time, zone = localZone()) {
  const p = parts(time, zone);
  return `${p.weekday} ${p.day} ${month(p)} ${p.year}, ${p.hour}:${p.minute}:${p.second} ${zone} · ${new Date(time).toISOString()}`;
}

/** "Sat 24 Oct", in a zone. */
export function day(time, zone = localZone()) {
  const p = parts(time, zone);
  return `${p.weekday} ${p.day} ${month(p)}`;
}

/** "Sat 24 Oct", with the year where it is not this one. */
export function dated(time, now, zone = localZone()) {
  const { year } = parts(time, zone);
  return year === parts(now, zone).year ? day(time, zone) : `${day(time, zone)} ${year}`;
}

/** "24 Oct". */
export function date(time, zone = localZone()) {
  const p = parts(time, zone);
  return `${p.day} ${month(p)}`;
}

/** What tells days apart, and in which order: `2026-10-24`. */
export function dayKey(time, zone = localZone()) {
  const p = parts(time, zone);
  return `${p.year}-${two(MONTHS.indexOf(month(p)) + 1)}-${two(Number(p.day))}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Today only the time, else day and time; the zone behind it where it is not that of whoever looks. */
export function whenIn(time, now, zone) {
  const words = when(time, now, zone || localZone());
  return zone ? `${words} ${zone}` : words;
}

/** A time as a field for local times wants it: "2026-11-25T20:45", with seconds where there are any. */
export function local(ms) {
  if (ms == null || Number.isNaN(ms)) return "";
  const text = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString();
  return text.slice(0, text.slice(17, 19) === "00" ? 16 : 19);
}

/** And back; undefined for what is no time. */
export function fromLocal(text) {
  const ms = new Date(text ?? "").getTime();
  return Number.isNaN(ms) ? undefined : ms;
}
