import { html, nothing } from "lit";
import { diff } from "../../components/diff.js";
import { ask, choice } from "../../components/dialog.js";
import { icon } from "../../components/icon.js";
import { difference } from "../../state/difference.js";
import { merge } from "../../state/form.js";

/**
 * Somebody else was faster: shows both sides.
 *
 * @returns `{doc, save}` with what to go on with, and whether to save it at once; undefined to go on as before
 */
export async function settle({ base, mine, theirs }) {
  const their = difference(base, theirs);
  const my = difference(base, mine);
  const { merged, both } = merge(theirs, mine, their, my);
  const typed = await ask({
    title: "Somebody changed it meanwhile",
    wide: true,
    body: html`
      <p class="muted">Nothing of yours is lost, and nothing is saved yet.</p>
      <div class="sides">
        <div><h3>They changed</h3>${their.length > 0 ? diff(their) : html`<p class="muted">Nothing that is left now.</p>`}</div>
        <div><h3>You change</h3>${my.length > 0 ? diff(my) : html`<p class="muted">Nothing.</p>`}</div>
      </div>
      ${both.length > 0 ? html`<p class="note-box">${icon("warn")}<span>Both change ${both.join(", ")}; together, yours counts there.</span></p>` : nothing}
      ${choice("how", "Go on with", [
        ["together", "Both together", "yours on top of theirs; you see it before it is saved"],
        ["theirs", "Theirs alone", "your changes are dropped"],
        ["mine", "Yours alone", "what they changed is undone"],
      ])}
    `,
    undo: "",
    verb: "Go on",
  });
  if (!typed) return undefined;
  return { together: merged, theirs, mine }[typed.how];
}
