import { html, nothing } from "lit";
import { many } from "../words/numbers.js";
import { clock } from "../words/time.js";
import { icon } from "./icon.js";

/** Rows of a table whose data is on its way. They show after a moment only, so that a quick answer does not flicker. */
export const bones = (columns, rows = 8) =>
  Array.from(
    { length: rows },
    () => html`<tr class="bones">${Array.from({ length: columns }, () => html`<td><span class="bone"></span></td>`)}</tr>`,
  );

/** Nothing there: what this is, and one thing to do. */
export const empty = (title, text, action = nothing) =>
  html`<div class="empty"><h2>${title}</h2><p>${text}</p><div class="btns">${action}</div></div>`;

const who = (error) => (error.status === 0 ? error.message : `The server answered ${error.status}: ${error.message}`);
const waits = (retryAt, now) => (retryAt && retryAt > now ? ` Epoch asks again in ${Math.ceil((retryAt - now) / 1000)} s.` : "");

/** Nothing could be had: what failed, who said so, what happens next. */
export const broken = (title, resource, now, retry) => html`
  <div class="empty" role="alert">
    <h2 class="bad">${title}</h2>
    <p>${sentence(who(resource.error))}${waits(resource.retryAt, now)}</p>
    <div class="btns"><button class="btn" type="button" @click=${retry}>Try now</button></div>
  </div>
`;

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Old data stays on the page under this. */
export function staleBanner(resource, now, retry) {
  const age = Math.floor((now - resource.at) / 60_000);
  const old = age < 1 ? "less than a minute old" : `${many(age, "minute")} old`;
  return html`
    <div class="banner idle" role="status">
      ${icon("late", "warn")}
      <p><strong>Stale since ${clock(resource.at)}.</strong> ${sentence(who(resource.error))}${waits(resource.retryAt, now)} What you see is ${old}; actions wait.</p>
      <div class="btns"><button class="btn" type="button" @click=${retry}>Try now</button></div>
    </div>
  `;
}

/** A panel whose data is missing: loading, or broken. */
export const pending = (title, resource, now, retry) =>
  resource.status === "error"
    ? broken(title, resource, now, retry)
    : html`<div class="body bones" aria-busy="true"><span class="vh">Loading</span>${Array.from({ length: 4 }, () => html`<p><span class="bone"></span></p>`)}</div>`;

/** Why actions cannot be used, for their title; undefined if they can. */
export const waitingFor = (resource) =>
  resource.status === "stale" ? `Waits: what you see is stale since ${clock(resource.at)}` : undefined;
