import { html, nothing } from "lit";
import { many } from "../words/numbers.js";
import { icon } from "./icon.js";

/**
 * What stands below a form: what is wrong, and the two ways out.
 *
 * @param {object} what
 * @param {boolean} what.created whether it is there already
 * @param {number} what.wrong how many fields need a change
 * @param {number} what.changes how many there are
 * @param {string} [what.waits] why it cannot be saved now
 * @param {string} what.back where Cancel goes
 * @param {() => void} [what.cancel]
 */
export function savebar({ created, wrong, changes, waits, back, cancel = () => {} }) {
  const word = !created ? "Create" : changes > 0 ? `Save ${many(changes, "change")}` : "Save";
  const why = waits ?? (created && changes === 0 ? "Nothing is changed yet" : undefined);
  return html`<div class="savebar">
    ${wrong > 0 ? html`<span class="st bad" role="status">${icon("bad")}${many(wrong, "field")} ${wrong === 1 ? "needs" : "need"} a change</span>` : nothing}
    <span class="faint hide-s">Nothing is stored until you ${created ? "save" : "create it"}.</span>
    <div class="btns">
      <a class="btn" href=${back} @click=${cancel}>Cancel</a>
      <button class="btn primary" type="submit" ?disabled=${why !== undefined} title=${why ?? nothing}>${word}</button>
    </div>
  </div>`;
}
