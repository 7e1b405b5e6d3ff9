import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { get } from "../../state/form.js";
import { DAYS, PARTS, parse, split, write } from "../../words/cron.js";
import { fromLocal, local } from "../../words/time.js";
import { input, sentence } from "./fields.js";

const KINDS = [
  ["minutes", "every few minutes"], ["hours", "every few hours"], ["daily", "every day"], ["workdays", "on weekdays"], ["weekly", "every week"], ["monthly", "every month"],
  ["once", "once"], ["cron", "another cron"],
];
const DAY_WORDS = { MON: "Mon", TUE: "Tue", WED: "Wed", THU: "Thu", FRI: "Fri", SAT: "Sat", SUN: "Sun" };

/** When it fires: in a sentence, and in cron for those who speak it. */
export function when(form, { serverZone }) {
  const { trigger = {} } = form.doc;
  const once = trigger.type === "AT";
  const said = once ? { kind: "once" } : parse(trigger.timeSpec);
  const kind = form.draft("trigger.kind") === "cron" && !once ? "cron" : said.kind;
  const wrong = form.problem("trigger");
  const say = (patch) => form.set("trigger.timeSpec", write({ ...said, ...patch }));
  const option = (value, word, chosen) => html`<option value=${value} ?selected=${chosen}>${word}</option>`;
  return html`<section aria-labelledby="f-when">
    <h2 id="f-when">When</h2>
    <div class="fields">
      <div class="f">
        <span class="label">Repeats</span>
        <div class="sentence">
          <select class="in" aria-label="How often" .value=${live(kind)} @change=${(event) => change(form, event.target.value, said)}>
            ${KINDS.map(([value, word]) => option(value, word, value === kind))}
          </select>
          ${kind === "minutes" ? html`<select class="in" aria-label="Minutes" @change=${(event) => say({ every: Number(event.target.value) })}>
            ${[1, 2, 5, 10, 15, 20, 30].map((n) => option(n, n === 1 ? "every minute" : `every ${n} min`, n === said.every))}</select>` : nothing}
          ${kind === "hours" ? html`<select class="in" aria-label="Hours" @change=${(event) => say({ every: Number(event.target.value) })}>
            ${[1, 2, 3, 4, 6, 8, 12].map((n) => option(n, n === 1 ? "every hour" : `every ${n} h`, n === said.every))}</select>
            <span>at minute</span><input class="in hm mono" type="number" min="0" max="59" aria-label="Minute" .value=${live(String(said.minute))} @change=${(event) => say({ minute: Math.min(59, Math.max(0, Math.floor(Number(event.target.value) || 0))) })} />` : nothing}
          ${kind === "monthly" ? html`<span>on the</span><select class="in" aria-label="Day of the month" @change=${(event) => say({ day: event.target.value === "L" ? "L" : Number(event.target.value) })}>
            ${[...Array.from({ length: 31 }, (_, i) => i + 1), "L"].map((n) => option(n, n === "L" ? "last day" : ordinal(n), n === said.day))}</select>` : nothing}
          ${said.time && kind !== "cron" ? html`<span>at</span><input class="in hm mono" aria-label="Time, hours and minutes" size="6" autocomplete="off" .value=${live(said.time)} @change=${(event) => clockTime(event.target, said.time, say)} />` : nothing}
          ${once ? html`<input class="in when" type="datetime-local" aria-label="Time" .value=${live(local(trigger.time))} @change=${(event) => form.set("trigger.time", fromLocal(event.target.value))} /><span class="faint">your time</span>` : nothing}
        </div>
        ${kind === "weekly" ? html`<div class="days" role="group" aria-label="Days">${DAYS.map((day) => html`<label><input type="checkbox" .checked=${live(said.days.includes(day))} @change=${(event) => toggle(said.days, day, event.target, say)} />${DAY_WORDS[day]}</label>`)}</div>` : nothing}
      </div>
      ${once
        ? nothing
        : html`<div class="f">
              <span class="label" id="l-cron">Cron <small>the same, for those who speak it</small></span>
              ${cron(form, trigger.timeSpec, wrong)} ${wrong ? html`<p class="err" id="cron-wrong">${sentence("The schedule", wrong)}</p>` : nothing}
            </div>
            ${input(form, "trigger.timeZone", "Time zone", { width: "w6", optional: true, list: "zones", placeholder: serverZone ?? "the server's" })}
            <datalist id="zones">${zones().map((zone) => html`<option value=${zone}></option>`)}</datalist>`}
    </div>
  </section>`;
}

function change(form, kind, said) {
  form.keep("trigger.kind", kind === "cron" ? "cron" : undefined);
  if (kind === "cron") return form.redraw();
  const zone = get(form.doc, "trigger.timeZone");
  if (kind === "once") return form.set("trigger", { type: "AT", time: Math.ceil(Date.now() / 3_600_000) * 3_600_000 });
  return form.set("trigger", { ...(form.doc.trigger?.type === "CRON" ? form.doc.trigger : {}), type: "CRON", timeSpec: write({ ...said, every: kind === "minutes" ? 10 : 1, kind }), ...(zone ? { timeZone: zone } : {}) });
}

/** Each part in a box of its own; whoever pastes a whole expression into one fills them all. */
function cron(form, spec, wrong) {
  const parts = split(spec);
  const edit = (i) => (event) => {
    const typed = event.target.value.trim().split(/\s+/);
    form.set("trigger.timeSpec", (typed.length > 1 ? parts.toSpliced(i, typed.length, ...typed).slice(0, 7) : parts.with(i, typed[0])).join(" ").trim());
  };
  return html`<div class="cronparts n${parts.length}" role="group" aria-labelledby="l-cron">
    ${parts.map((part, i) => html`<div><input id="c${i}" .value=${live(part)} spellcheck="false" autocomplete="off" autocapitalize="none" aria-invalid=${wrong ? "true" : nothing} aria-describedby=${wrong ? "cron-wrong" : nothing} @change=${edit(i)} @paste=${paste(edit(i))} @input=${(event) => !/\s/.test(event.target.value) && event.target.value !== "" && edit(i)(event)} /><label for="c${i}">${PARTS[i]}</label></div>`)}
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
const zones = () => ["UTC", ...(Intl.supportedValuesOf?.("timeZone") ?? [])];
