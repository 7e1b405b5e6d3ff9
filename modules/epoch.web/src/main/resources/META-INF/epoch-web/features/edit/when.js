import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { get } from "../../state/form.js";
import { DAYS, PARTS, parse, split, write } from "../../words/cron.js";
import { input, moment, sentence } from "./fields.js";

const KINDS = [
  ["minutes", "every few minutes"], ["hours", "every few hours"], ["daily", "every day"], ["workdays", "on weekdays"], ["weekly", "every week"], ["monthly", "every month"],
  ["once", "once"], ["every", "at an interval"], ["cron", "another cron"],
];
const OTHER_TYPES = { AT: "once", EVERY: "every" };
const DAY_WORDS = { MON: "Mon", TUE: "Tue", WED: "Wed", THU: "Thu", FRI: "Fri", SAT: "Sat", SUN: "Sun" };

/** When it fires: by one schedule, or by several at once. */
export function when(form, options) {
  const { trigger, triggers = [] } = form.doc;
  const paths = [...(trigger || triggers.length === 0 ? ["trigger"] : []), ...triggers.map((_, i) => `triggers[${i}]`)];
  const several = paths.length > 1;
  const remove = (path) => (path === "trigger" ? form.arrange(path, undefined) : form.arrange("triggers", triggers.length === 1 ? undefined : triggers.toSpliced(Number(path.slice(9, -1)), 1)));
  return html`<section aria-labelledby="f-when">
    <h2 id="f-when">When</h2>
    ${several ? html`<p class="help">It fires when any of these does; once where two say the same moment.</p>` : nothing}
    ${paths.map((path, i) => {
      const name = `Schedule ${i + 1}`;
      return html`<div class="fields" role=${several ? "group" : nothing} aria-label=${several ? name : nothing}>
        ${several ? html`<div class="all task-head"><h3>${name}</h3><div class="btns push"><button class="btn quiet" type="button" aria-label="Remove ${name.toLowerCase()}" @click=${() => remove(path)}>Remove</button></div></div>` : nothing}
        ${schedule(form, path, options)}
      </div>`;
    })}
    <div class="fields add"><div class="all"><button class="btn quiet" type="button" @click=${() => form.arrange("triggers", [...triggers, { type: "CRON", timeSpec: "0 0 12 * * ?" }])}>${icon("plus")}Another schedule</button></div></div>
    ${zoneList()}
  </section>`;
}

/** One schedule: in a sentence, and in cron for those who speak it. */
function schedule(form, path, { serverZone }) {
  const trigger = get(form.doc, path) ?? {};
  const said = OTHER_TYPES[trigger.type] ? { kind: OTHER_TYPES[trigger.type] } : parse(trigger.timeSpec);
  const draft = `${path}.kind`;
  const kind = form.draft(draft) === "cron" && trigger.type === "CRON" ? "cron" : said.kind;
  const wrong = form.problem(path);
  const wrongId = `wrong-${key(path)}`;
  const say = (patch) => form.set(`${path}.timeSpec`, write({ ...said, ...patch }));
  const option = (value, word, chosen) => html`<option value=${value} ?selected=${chosen}>${word}</option>`;
  return html`<div class="f">
      <span class="label">Repeats</span>
      <div class="sentence">
        <select class="in" aria-label="How often" .value=${live(kind)} @change=${(event) => change(form, path, event.target.value, said)}>
          ${KINDS.map(([value, word]) => option(value, word, value === kind))}
        </select>
        ${kind === "minutes" ? html`<select class="in" aria-label="Minutes" @change=${(event) => say({ every: Number(event.target.value) })}>
          ${[1, 2, 5, 10, 15, 20, 30].map((n) => option(n, n === 1 ? "every minute" : `every ${n} min`, n === said.every))}</select>` : nothing}
        ${kind === "hours" ? html`<select class="in" aria-label="Hours" @change=${(event) => say({ every: Number(event.target.value) })}>
          ${[1, 2, 3, 4, 6, 8, 12].map((n) => option(n, n === 1 ? "every hour" : `every ${n} h`, n === said.every))}</select>
          <span class="pair"><span>at minute</span><input class="in hm mono" type="number" min="0" max="59" aria-label="Minute" .value=${live(String(said.minute))} @change=${(event) => say({ minute: Math.min(59, Math.max(0, Math.floor(Number(event.target.value) || 0))) })} /></span>` : nothing}
        ${kind === "monthly" ? html`<span class="pair"><span>on the</span><select class="in" aria-label="Day of the month" @change=${(event) => say({ day: event.target.value === "L" ? "L" : Number(event.target.value) })}>
          ${[...Array.from({ length: 31 }, (_, i) => i + 1), "L"].map((n) => option(n, n === "L" ? "last day" : ordinal(n), n === said.day))}</select></span>` : nothing}
        ${said.time && kind !== "cron" ? html`<span class="pair"><span>at</span><input class="in hm mono" aria-label="Time, hours and minutes" size="6" autocomplete="off" .value=${live(said.time)} @change=${(event) => clockTime(event.target, said.time, say)} /></span>` : nothing}
      </div>
      ${kind === "weekly" ? html`<div class="days" role="group" aria-label="Days">${DAYS.map((day) => html`<label><input type="checkbox" .checked=${live(said.days.includes(day))} @change=${(event) => toggle(said.days, day, event.target, say)} />${DAY_WORDS[day]}</label>`)}</div>` : nothing}
    </div>
    ${kind === "once" ? moment(form, `${path}.time`, "At", { width: "w6" }) : nothing}
    ${kind === "every"
      ? html`${input(form, `${path}.interval`, "Every", { width: "w6", placeholder: "90 min", help: "30 s, 90 min, 2 days; clock changes do not move it." })}
          ${moment(form, `${path}.from`, "Counted from", { width: "w6", optional: true, help: "Else such that 1 hour means the full hour, in UTC." })}`
      : nothing}
    ${trigger.type === "AT" || trigger.type === "EVERY"
      ? wrong ? html`<p class="err all" id=${wrongId}>${sentence("The schedule", wrong)}</p>` : nothing
      : html`<div class="f">
            <span class="label" id="l-${key(path)}">Cron <small>the same, for those who speak it</small></span>
            ${cron(form, path, wrong ? wrongId : undefined)} ${wrong ? html`<p class="err" id=${wrongId}>${sentence("The schedule", wrong)}</p>` : nothing}
          </div>
          ${input(form, `${path}.timeZone`, "Time zone", { width: "w6", optional: true, list: "zones", placeholder: serverZone ?? "the server's" })}`}
    ${trigger.type === "AT" ? nothing : span(form, path, trigger)}`;
}

/** From when on, and until when. */
const span = (form, path, { start, end }) => html`<details class="more all" ?open=${form.isOpen(`${path}.start`, start != null || end != null || form.problem(`${path}.end`))}>
  <summary>Only for some time</summary>
  <div class="fields">${moment(form, `${path}.start`, "Not before", { width: "w6", optional: true })}${moment(form, `${path}.end`, "Not after", { width: "w6", optional: true })}</div>
</details>`;

const key = (path) => path.replaceAll(/[.[\]]+/g, "-");

function change(form, path, kind, said) {
  const draft = `${path}.kind`;
  form.keep(draft, kind === "cron" ? "cron" : undefined);
  const { type, timeZone, start, end, ...rest } = get(form.doc, path) ?? {};
  if (kind === "cron" && type === "CRON") return form.redraw();
  const span = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
  if (kind === "once") return form.set(path, { type: "AT", time: Math.ceil(Date.now() / 3_600_000) * 3_600_000 });
  if (kind === "every") return form.set(path, { type: "EVERY", interval: "1h", ...span });
  const timeSpec = kind === "cron" ? "0 0 2 * * ?" : write({ ...said, every: kind === "minutes" ? 10 : 1, kind });
  return form.set(path, { ...(type === "CRON" ? rest : {}), type: "CRON", timeSpec, ...(timeZone ? { timeZone } : {}), ...span });
}

/** Each part in a box of its own; whoever pastes a whole expression into one fills them all. */
function cron(form, path, wrongId) {
  const parts = split(get(form.doc, `${path}.timeSpec`));
  const edit = (i) => (event) => {
    const typed = event.target.value.trim().split(/\s+/);
    form.set(`${path}.timeSpec`, (typed.length > 1 ? parts.toSpliced(i, typed.length, ...typed).slice(0, 7) : parts.with(i, typed[0])).join(" ").trim());
  };
  const id = (i) => `c-${key(path)}-${i}`;
  return html`<div class="cronparts n${parts.length}" role="group" aria-labelledby="l-${key(path)}">
    ${parts.map((part, i) => html`<div><input id=${id(i)} .value=${live(part)} spellcheck="false" autocomplete="off" autocapitalize="none" aria-invalid=${wrongId ? "true" : nothing} aria-describedby=${wrongId ?? nothing} @change=${edit(i)} @paste=${paste(edit(i))} @input=${(event) => !/\s/.test(event.target.value) && event.target.value !== "" && edit(i)(event)} /><label for=${id(i)}>${PARTS[i]}</label></div>`)}
  </div>`;
}

const paste = (edit) => (event) => {
  const text = event.clipboardData.getData("text");
  if (!/\s/.test(text.trim())) return;
  event.preventDefault();
  edit({ target: { value: text } });
};

function toggle(days, day, box, say) {
  const next = DAYS.filter((each) => (each === day ? box.checked : days.includes(each)));
  if (next.length === 0) box.checked = true;
  else say({ days: next });
}

/** Takes "2:30", "0230" or "2"; whatever is no time goes back to what it was. */
function clockTime(box, before, say) {
  const [, hour, minute = "0"] = /^(\d{1,2})(?:[:.h]?(\d\d))?$/.exec(box.value.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) box.value = before;
  else say({ time: `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}` });
}

const ordinal = (n) => `${n}${n % 10 === 1 && n !== 11 ? "st" : n % 10 === 2 && n !== 12 ? "nd" : n % 10 === 3 && n !== 13 ? "rd" : "th"}`;
/** What fields for time zones offer. */
export const zoneList = () => html`<datalist id="zones">${zones().map((zone) => html`<option value=${zone}></option>`)}</datalist>`;

const zones = () => ["UTC", ...(Intl.supportedValuesOf?.("timeZone") ?? [])];
