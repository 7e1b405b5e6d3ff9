import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { savebar } from "../../components/savebar.js";

const MODES = [["form", "Form"], ["json", "JSON"], ["yaml", "YAML"]];

/** Chooses in which way the same is shown. */
export const modes = (editing) => html`<div class="btns"><span class="seg" role="group" aria-label="Editor">
  ${MODES.map(([mode, word]) => {
    const stuck = Boolean(editing.textError) && editing.mode !== mode;
    return html`<button type="button" aria-pressed=${editing.mode === mode} ?disabled=${stuck} title=${stuck ? "The text has to be right first" : nothing} @click=${() => editing.show(mode)}>${word}</button>`;
  })}
</span></div>`;

/**
 * A form with what stands below it.
 *
 * @param {import("./editing.js").Editing} editing
 * @param {(form: object) => unknown} fields makes its fields
 * @param {string} back where Cancel goes
 */
export function editor(editing, fields, back) {
  const { noun, draft } = editing;
  return html`<form class="panel" aria-label=${noun[0].toUpperCase() + noun.slice(1)} novalidate @submit=${editing.save}>
    ${editing.mode === "form" ? form(editing, fields) : text(editing)}
    ${savebar({
      created: !editing.isNew,
      wrong: draft.tried || editing.mode !== "form" ? draft.found.length : 0,
      changes: editing.changes.length,
      waits: editing.busy ? "It is being saved" : editing.textError ? "The text has to be right first" : undefined,
      back,
      cancel: editing.cancel,
    })}
  </form>`;
}

const alerts = (list) => list.map((problem) => html`<p class="err" role="alert" tabindex="-1">${icon("bad")}<span>${problem}</span></p>`);

function form({ draft, others }, fields) {
  // Drawn first, so that it is known which fields there are.
  const parts = fields(draft.form);
  return html`<div class="form">${alerts([...others, ...draft.elsewhere])}${parts}</div>`;
}

function text(editing) {
  const { noun, mode, textError: wrong, draft } = editing;
  return html`<div class="form text">
    ${alerts(editing.others)}
    <label class="vh" for="text">The ${noun} as ${mode.toUpperCase()}</label>
    <textarea class="in mono" id="text" rows="30" spellcheck="false" autocapitalize="none" .value=${live(editing.text)} aria-invalid=${wrong ? "true" : nothing} aria-describedby="text-wrong" @input=${editing.typed}></textarea>
    <div id="text-wrong" role="status">
      ${wrong ? html`<p class="err">${icon("bad")}<span>${wrong}</span></p>` : draft.found.map(({ field, message }) => html`<p class="err">${icon("bad")}<span><code>${field}</code> ${message}</span></p>`)}
    </div>
  </div>`;
}

/** The part of a form in which its name stands. */
export const named = (fields) => html`<section><div class="fields">${fields}</div></section>`;

/** What there is to say of a name. */
export const nameHelp = (isNew) => (isNew ? "Letters, digits, - and _. It cannot be changed later." : "A name cannot be changed.");
