import { html, nothing } from "lit";
import { diff } from "../../components/diff.js";
import { icon } from "../../components/icon.js";
import { dated, day, exact, full, isLocal, localZone } from "../../words/time.js";

/** What the schedule means: the sentence, the next fires in its zone and in that of whoever looks, and where clocks change. */
export function fires(preview, error) {
  const zone = preview?.zone;
  const two = zone && !isLocal(zone);
  const warned = new Map((preview?.warnings ?? []).map(({ time, message }) => [time, message]));
  const rest = (preview?.warnings ?? []).filter(({ time }) => !preview.fires.some((fire) => fire.time === time));
  return html`<section class="panel" aria-labelledby="h-fires" aria-live="polite">
    <header><h2 id="h-fires">It will run</h2></header>
    <div class="body">
      ${error
        ? html`<p class="says faint">${error}</p>`
        : preview
          ? html`<p class="says">${preview.words}${zone && !preview.words.includes(zone) ? ` in ${zone}` : ""}</p>
              ${preview.fires.length === 0 ? html`<p class="help">It will never fire.</p>` : nothing}
              ${preview.fires.length > 0
                ? html`<table class="fires">
                    <thead><tr><th scope="col">Next ${preview.fires.length} fires</th><th class="num" scope="col">${zone ?? "Time"}</th>${two ? html`<th class="num" scope="col">${localZone()} (you)</th>` : nothing}</tr></thead>
                    <tbody>
                      ${preview.fires.map(
                        (fire) => html`<tr><td class="strong" title=${full(fire.time, zone)}>${dated(fire.time, Date.now(), zone)}</td><td class="num">${exact(fire.time, zone)}</td>
                            ${two ? html`<td class="num muted">${exact(fire.time)}${day(fire.time) === day(fire.time, zone) ? nothing : html` <span class="faint">${day(fire.time).split(" ")[0]}</span>`}</td>` : nothing}</tr>
                          ${warned.has(fire.time) ? html`<tr class="note"><td colspan="3">${note(warned.get(fire.time))}</td></tr>` : nothing}`,
                      )}
                    </tbody>
                  </table>`
                : nothing}
              ${rest.map(({ message }) => note(message))}`
          : nothing}
    </div>
  </section>`;
}

const note = (message) => html`<span class="note-box">${icon("warn")}<span>${message}</span></span>`;

/** What would be saved. */
export const changes = (list, revision) => html`<section class="panel" aria-labelledby="h-changes">
  <header><h2 id="h-changes">Changes</h2>${revision ? html`<span class="faint">against revision ${revision}</span>` : nothing}<span class="push faint">${list.length || ""}</span></header>
  <div class="body">${list.length > 0 ? diff(list) : html`<p class="muted">None so far.</p>`}</div>
</section>`;
