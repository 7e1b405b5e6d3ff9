import { html, nothing } from "lit";
import { many } from "../words/numbers.js";

const MOST = 60;

/** A difference for people: what goes, what comes. */
export function diff(changes) {
  return html`<ul class="diff">
      ${changes.slice(0, MOST).map(
        ({ path, before, after }) => html`<li class="path">${path || "everything"}</li>
          ${before === undefined || before === null ? nothing : html`<li class="del"><span aria-label="before">−</span><span>${value(before)}</span></li>`}
          ${after === undefined || after === null ? nothing : html`<li class="add"><span aria-label="after">+</span><span>${value(after)}</span></li>`}`,
      )}
    </ul>
    ${changes.length > MOST ? html`<p class="help">and ${many(changes.length - MOST, "more change")}</p>` : nothing}`;
}

const value = (it) => (typeof it === "string" ? it : JSON.stringify(it, null, 2));
