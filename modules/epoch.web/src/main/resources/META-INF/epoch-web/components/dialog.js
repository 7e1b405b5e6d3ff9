import { html, nothing, render } from "lit";

/**
 * Asks before something happens. The title asks with verb, number and object; the body says what will happen, line by line.
 *
 * @param {object} what
 * @param {string} what.title
 * @param {unknown} what.body
 * @param {string} what.undo how it can be undone, or that it cannot
 * @param {string} [what.verb] the button that does it; without it there is only "Close"
 * @param {boolean} [what.danger] starts on Cancel
 * @param {string} [what.type] what has to be typed first
 * @returns {Promise<boolean>}
 */
export function ask({ title, body, undo = "", verb, danger = false, type }) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  const before = document.activeElement;
  let typed = "";
  const draw = () =>
    render(
      html`
        <form method="dialog">
          <h2 id="dialog-title">${title}</h2>
          <div class="in-body stack">
            ${body}
            ${type
              ? html`<div class="f">
                  <label for="dialog-type">Type <strong>${type}</strong> to confirm</label>
                  <input class="in" id="dialog-type" autocomplete="off" spellcheck="false" @input=${typing} />
                </div>`
              : nothing}
          </div>
          <div class="btns">
            <span class="push small">${undo}</span>
            <button class="btn" value="no" ?autofocus=${danger || !verb}>${verb ? "Cancel" : "Close"}</button>
            ${verb
              ? html`<button
                  class="btn ${danger ? "danger-fill" : "primary"}"
                  value="yes"
                  ?autofocus=${!danger}
                  ?disabled=${type !== undefined && typed !== type}
                  title=${type !== undefined && typed !== type ? `Type ${type} first` : nothing}
                >
                  ${verb}
                </button>`
              : nothing}
          </div>
        </form>
      `,
      dialog,
    );
  function typing(event) {
    typed = event.target.value.trim();
    draw();
  }
  draw();
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(dialog.returnValue === "yes");
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close("no");
    });
    dialog.showModal();
  });
}
