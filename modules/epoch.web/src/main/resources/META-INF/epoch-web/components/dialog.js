import { html, nothing, render } from "lit";
import { icon } from "./icon.js";

/**
 * Asks before something happens. The title asks with verb, number and object; the body says what will happen, line by line, and may have
 * fields.
 *
 * @param {object} what
 * @param {string} what.title
 * @param {unknown} what.body a template, or a function of what was typed so far that makes one
 * @param {string} [what.undo] how it can be undone, or that it cannot
 * @param {string | ((values: object) => string)} [what.verb] the button that does it; without it there is only "Close"
 * @param {boolean} [what.danger] red, and starts on Cancel
 * @param {string} [what.type] what has to be typed first
 * @param {boolean} [what.wide]
 * @param {(values: Record<string, string>) => Promise<any>} [what.act] does it, while the window stays; if it fails, the window says so
 * @returns {Promise<any>} undefined if it was not done; else what `act` answered, or the fields by name
 */
export function ask({ title, body, undo = "", verb, danger = false, type, wide = false, act }) {
  const dialog = document.createElement("dialog");
  dialog.className = wide ? "dialog wide" : "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  const before = document.activeElement;
  let result;
  let busy = false;
  let error;
  const values = () => Object.fromEntries(new FormData(dialog.querySelector("form")));
  const ready = () => type === undefined || dialog.querySelector("#dialog-type")?.value.trim() === type;

  function draw() {
    const typed = dialog.firstElementChild ? values() : {};
    const blocked = busy || !ready();
    render(
      html`
        <form @submit=${submit} @input=${draw} @change=${draw}>
          <h2 id="dialog-title">${title}</h2>
          <div class="in-body stack">
            ${typeof body === "function" ? body(typed) : body}
            ${type
              ? html`<div class="f">
                  <label for="dialog-type">To go on, type <code>${type}</code></label>
                  <input class="in mono" id="dialog-type" autocomplete="off" autocapitalize="none" spellcheck="false" />
                </div>`
              : nothing}
            ${error ? html`<p class="err" role="alert">${icon("bad")}<span>${error}</span></p>` : nothing}
          </div>
          <div class="btns">
            <span class="push small">${undo}</span>
            <button class="btn" type="button" data-cancel ?autofocus=${danger || !verb} @click=${() => dialog.close()}>${verb ? "Cancel" : "Close"}</button>
            ${verb
              ? html`<button class="btn ${danger ? "danger-fill" : "primary"}" type="submit" ?autofocus=${!danger} ?disabled=${blocked}
                  title=${busy ? "It is being done" : blocked ? `Type ${type} first` : nothing}>${typeof verb === "function" ? verb(typed) : verb}</button>`
              : nothing}
          </div>
        </form>
      `,
      dialog,
    );
  }

  async function submit(event) {
    event.preventDefault();
    if (busy || !verb || !ready()) return;
    const typed = values();
    if (!act) {
      result = typed;
      dialog.close();
      return;
    }
    busy = true;
    error = undefined;
    draw();
    try {
      result = (await act(typed)) ?? true;
      dialog.close();
    } catch (thrown) {
      error = [thrown.message, ...(thrown.problems ?? [])].join(" · ");
      busy = false;
      draw();
    }
  }

  draw();
  document.body.append(dialog);
  // It asks about the page that it stands on; whoever goes back is on another one. The news of how they came here may come late.
  const here = location.hash;
  const gone = () => location.hash !== here && dialog.close();
  window.addEventListener("hashchange", gone);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      window.removeEventListener("hashchange", gone);
      dialog.remove();
      if (before?.isConnected) before.focus?.();
      resolve(result);
    });
    // Only a press that begins outside closes it: whoever selects text may let go anywhere.
    dialog.addEventListener("mousedown", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.showModal();
    // What has to be filled in comes first, but never before the way out of something grave.
    if (!danger) dialog.querySelector(":required")?.focus();
  });
}

/** A field of a window. */
export const field = (name, label, { optional = false, placeholder = "", help = nothing, type = "text", required = false, width = "", value = "", mono = false } = {}) =>
  html`<div class="f ${width}">
    <label for="dialog-${name}">${label}${optional ? html` <small>optional</small>` : nothing}</label>
    <input class="in ${mono ? "mono" : ""}" id="dialog-${name}" name=${name} type=${type} placeholder=${placeholder} ?required=${required} value=${value} autocomplete="off"
      aria-describedby=${help === nothing ? nothing : `dialog-${name}-help`} />
    ${help === nothing ? nothing : html`<p class="help" id="dialog-${name}-help">${help}</p>`}
  </div>`;

/** A field of several lines. */
export const area = (name, label, { placeholder = "", help = nothing, rows = 3 } = {}) =>
  html`<div class="f">
    <label for="dialog-${name}">${label} <small>optional</small></label>
    <textarea class="in mono" id="dialog-${name}" name=${name} rows=${rows} placeholder=${placeholder} spellcheck="false"></textarea>
    ${help === nothing ? nothing : html`<p class="help">${help}</p>`}
  </div>`;

/** One of several, as radio buttons with an explanation each: `[[value, word, explanation]]`. */
export const choice = (name, label, options, chosen = options[0][0]) =>
  html`<fieldset class="choice">
    <legend>${label}</legend>
    ${options.map(
      ([value, word, more]) => html`<label>
        <input type="radio" name=${name} value=${value} ?checked=${value === chosen} />
        <span><span class="strong">${word}</span> <span class="muted">${more}</span></span>
      </label>`,
    )}
  </fieldset>`;
