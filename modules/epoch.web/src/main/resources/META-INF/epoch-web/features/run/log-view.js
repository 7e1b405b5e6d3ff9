import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../components/icon.js";
import { EMPTY, SMALL, endOf, isError, startOf, within } from "../../state/log.js";
import { bytes, count, many } from "../../words/numbers.js";
import { lines } from "./lines.js";

// Draws a log from what is seen of it; `ask` has what its reader can ask for.

/** Whether its first lines, if there are any, have not come yet. */
export const isComing = ({ error, files, log }) => !error && log === EMPTY && files?.length !== 0;

/** Why there is no line. */
export function silence({ error, files, log, ended }) {
  if (error) return "";
  if (isComing({ error, files, log })) return "Reading the log";
  if (files?.length === 0) return ended ? "Drove has no log of this task." : "There is no log yet; it appears as soon as the task writes one.";
  return ended ? "It wrote nothing." : "Nothing is written yet.";
}

// Drawn each second, counted once.
const counted = new WeakMap();
function errorsOf(log) {
  if (!counted.has(log)) counted.set(log, within(log, isError).length);
  return counted.get(log);
}

/** What stands above the lines. */
export function tools({ log, found, here, files, file, search, wrap, following, busy, ended, cookie }, ask) {
  const { matches, complete, going, progress } = found;
  const place = matches?.findIndex(({ offset }) => offset === here) ?? -1;
  const failed = found.errors?.length ?? errorsOf(log);
  return html`
    <label class="search">
      <span class="vh">Search in this log</span>
      ${icon("search")}
      <input class="in" type="search" data-search placeholder=${log.size > SMALL ? "Search, Enter goes through all" : "Search this log"} autocomplete="off" spellcheck="false" .value=${live(search)}
        @input=${ask.searching} @keydown=${ask.entered} />
      ${search && matches
        ? html`<span class="hits" role="status">${place >= 0 ? `${count(place + 1)} of ` : ""}${count(matches.length)}${complete ? "" : going ? ` · ${Math.floor(progress * 100)} %` : "+"}</span>`
        : nothing}
    </label>
    ${files?.length > 1
      ? html`<select class="in file" aria-label="Log file" @change=${(event) => ask.choose(event.target.value)}>
          ${files.map(({ name }) => html`<option ?selected=${name === file}>${name}</option>`)}
        </select>`
      : nothing}
    ${failed > 0 ? html`<button class="btn" type="button" @click=${ask.nextError}>Next error <kbd>]</kbd></button>` : nothing}
    <div class="btns push">
      <button class="btn" type="button" aria-pressed=${wrap} @click=${ask.wrap}>Wrap</button>
      ${ended ? nothing : html`<button class="btn" type="button" aria-pressed=${following} @click=${ask.follow}>Follow</button>`}
      ${cookie
        ? html`<a class="btn quiet" href=${ask.url()} download=${file}>Download <span class="faint">${bytes(log.size)}</span></a>`
        : html`<button class="btn quiet" type="button" ?disabled=${busy} title=${busy ? "It is being read" : nothing} @click=${ask.download}>Download <span class="faint">${bytes(log.size)}</span></button>`}
    </div>
  `;
}

/** The lines, with what is above and below them. */
export function body({ log, found, here: at, search, wrap, busy, ended }, ask) {
  const { chunks, first, size } = log;
  const start = startOf(log);
  let number = first;
  return html`<div class="log ${wrap ? "" : "nowrap-log"}" tabindex="0" role="region" aria-label="Lines of the log" @scroll=${ask.scrolled} @click=${ask.pressed}>
    ${start > 0
      ? html`<p class="gap">
          ${first === undefined ? `${bytes(start)} above` : `${many(first - 1, "line")} above`}
          <button class="linkish" type="button" ?disabled=${busy} @click=${ask.earlier}>Load earlier</button> ·
          <button class="linkish" type="button" ?disabled=${busy} @click=${ask.start}>Start</button>
        </p>`
      : nothing}
    ${repeat(
      chunks,
      ({ offset }) => offset,
      (chunk) => {
        const here = at >= chunk.offset && at < Math.max(chunk.end, chunk.offset + 1) ? at : undefined;
        const from = number;
        if (number !== undefined) number += chunk.lines.length;
        return guard([chunk, search, here, from], () => lines(chunk, { search: search, here, first: from }));
      },
    )}
    ${endOf(log) < size
      ? html`<p class="gap">${bytes(size - endOf(log))} below <button class="linkish" type="button" ?disabled=${busy} @click=${ask.end}>End</button></p>`
      : ended
        ? html`<p class="gap">End of log${found.lines ? `, ${many(found.lines, "line")}` : ""}</p>`
        : nothing}
  </div>`;
}
