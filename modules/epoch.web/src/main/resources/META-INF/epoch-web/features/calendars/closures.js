import { html, nothing } from "lit";
import { broken } from "../../components/four-states.js";
import { closed } from "../../words/calendar.js";
import { full, localZone } from "../../words/time.js";

/** When it will be closed; `resource` has a list of closures, `[{from, until, title}]`. */
export const closures = (resource, now) => html`<section class="panel" aria-labelledby="h-closures" aria-live="polite">
  <header><h2 id="h-closures">It will be closed</h2><span class="push faint">${localZone()}</span></header>
  <div class="body">
    ${resource.status === "error" ? broken("They could not be told", resource, now, nothing) : nothing}
    ${resource.status === "loading" ? html`<p class="muted">Told as soon as all that is needed is filled in.</p>` : nothing}
    ${resource.data?.length === 0 ? html`<p class="muted">Not within a year.</p>` : nothing}
    ${resource.data?.length > 0
      ? html`<ol class="next closures">${resource.data.map(({ from, until, title }) => {
          const [begin, rest] = closed({ from, until }, now);
          return html`<li title="${full(from)}${until == null ? "" : ` to ${full(until)}`}"><span class="strong">${begin}</span><span>${rest}</span><span class="muted">${title ?? ""}</span></li>`;
        })}</ol>`
      : nothing}
  </div>
</section>`;
