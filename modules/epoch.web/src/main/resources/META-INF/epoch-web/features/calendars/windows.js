import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { get } from "../../state/form.js";
import { DAYS } from "../../words/cron.js";
import { TYPES } from "../../words/calendar.js";
import { input, moment, text } from "../edit/fields.js";

const HOUR = 3_600_000;

/** What a window of a type begins with. */
function blank(type) {
  const now = Math.ceil(Date.now() / HOUR) * HOUR;
  return { DATES: { type, dates: [] }, WEEKLY: { type, days: ["SAT", "SUN"] }, CRON: { type, timeSpec: "0 0 22 ? * 6L", lasts: "4h" }, ONCE: { type, from: now, to: now + 2 * HOUR } }[type];
}

/** The windows of a calendar, each with fields of its own. */
export function windows(form) {
  const list = form.doc.windows ?? [];
  return html`<section aria-labelledby="f-windows">
    <h2 id="f-windows">Closed</h2>
    ${list.length === 0 ? html`<p class="help">Never, so far. Add the days and times at which nothing shall fire.</p>` : nothing}
    ${list.map((window, i) => one(form, i, window, list))}
    <div class="fields add"><div class="all btns">${TYPES.map(([type, word]) => html`<button class="btn" type="button" @click=${() => form.arrange("windows", [...list, blank(type)])}>${icon("plus")}${word[0].toUpperCase()}${word.slice(1)}</button>`)}</div></div>
  </section>`;
}

function one(form, i, window, list) {
  const path = `windows[${i}]`;
  const name = window.title || `Window ${i + 1}`;
  const [, word = String(window.type)] = TYPES.find(([type]) => type === window.type) ?? [];
  return html`<div class="fields" role="group" aria-label="Window ${i + 1}">
    <div class="all task-head"><h3>${name}</h3><span class="faint">${word}</span><div class="btns push"><button class="btn quiet" type="button" aria-label="Remove window ${i + 1}" @click=${() => form.arrange("windows", list.toSpliced(i, 1))}>Remove</button></div></div>
    ${input(form, `${path}.title`, "Title", { width: "w6", optional: true, placeholder: "Christmas" })}
    ${fields(form, path, window)}
  </div>`;
}

function fields(form, path, window) {
  const zone = input(form, `${path}.timeZone`, "Time zone", { width: "w6", optional: true, list: "zones", placeholder: form.doc.timeZone ?? "the calendar's" });
  switch (window.type) {
    case "DATES":
      return html`${zone}${text(form, `${path}.dates`, "Days", {
        rows: 4, mono: true, help: "One a line: 2026-12-24, or 2026-12-24/2027-01-01 for all between, or --12-25 for every year.",
        read: (value) => (value ?? []).join("\n"), write: (typed) => typed.split("\n").map((line) => line.trim()).filter(Boolean),
      })}`;
    case "WEEKLY":
      return html`${zone}${weekly(form, path)}${input(form, `${path}.from`, "From", { width: "w3 half", optional: true, placeholder: "00:00", mono: true })}
        ${input(form, `${path}.to`, "To", { width: "w3 half", optional: true, placeholder: "midnight", mono: true, help: "Earlier than From: on the next day." })}`;
    case "CRON":
      return html`${zone}${input(form, `${path}.timeSpec`, "Begins at", { width: "w6", mono: true, help: "A cron expression: second minute hour day month weekday." })}${input(form, `${path}.lasts`, "And lasts", { width: "w6", placeholder: "4h", help: "30 min, 4 hours, 2 days" })}`;
    case "ONCE":
      return html`<div class="f w6"></div>${moment(form, `${path}.from`, "From", { width: "w6" })}${moment(form, `${path}.to`, "To", { width: "w6", help: "It ends by itself then." })}`;
    default:
      return html`<p class="all help">This page does not know windows of this type.</p>`;
  }
}

function weekly(form, path) {
  const at = `${path}.days`;
  const chosen = get(form.doc, at) ?? [];
  const wrong = form.problem(at);
  const toggle = (day, on) => form.set(at, DAYS.filter((each) => (each === day ? on : chosen.includes(each))));
  return html`<div class="f" role="group" aria-label="Days"><span class="label">Days</span>
    <div class="days">${DAYS.map((day) => html`<label><input type="checkbox" .checked=${live(chosen.includes(day))} @change=${(event) => toggle(day, event.target.checked)} />${day[0]}${day.slice(1).toLowerCase()}</label>`)}</div>
    ${wrong ? html`<p class="err" role="alert">${wrong}</p>` : nothing}</div>`;
}
