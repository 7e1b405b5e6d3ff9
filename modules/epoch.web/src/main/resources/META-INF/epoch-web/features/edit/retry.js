import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { get } from "../../state/form.js";
import { input } from "./fields.js";

const ENDS = [["FAILED", "it failed"], ["TIMEOUT", "it took too long"], ["LOST", "Drove lost it"]];
// The same as the server's.
const USUAL = ["FAILED", "TIMEOUT"];
const ATTEMPTS = 3;

/** How long an attempt at a task may take, and how often it is tried again. */
export function retry(form, path) {
  const it = get(form.doc, path) ?? {};
  const at = `${path}.retry`;
  const again = it.retry != null;
  const on = it.retry?.on ?? USUAL;
  const wrong = form.problem(at);
  const toggle = (end, box) => {
    const next = ENDS.map(([each]) => each).filter((each) => (each === end ? box.checked : on.includes(each)));
    if (next.length === 0) box.checked = true;
    else form.set(`${at}.on`, next.join() === USUAL.join() ? undefined : next);
  };
  const select = `retry-${path}`;
  return html`${input(form, `${path}.timeout`, "An attempt may take", { width: "w6", optional: true, placeholder: "as long as it takes", help: "Then it is killed: 30 min, 2 hours." })}
    <div class="f w6"><label for=${select}>If it fails</label>
      <select class="in" id=${select} .value=${live(again ? "again" : "never")} @change=${(event) => form.arrange(at, event.target.value === "again" ? { maxAttempts: ATTEMPTS } : undefined)}>
        <option value="never" ?selected=${!again}>that is its end</option><option value="again" ?selected=${again}>try it again</option>
      </select>${wrong ? html`<p class="err">${wrong}</p>` : nothing}</div>
    ${again
      ? html`${input(form, `${at}.maxAttempts`, "Attempts in all", { width: "w4", number: true, optional: true, placeholder: String(ATTEMPTS) })}
          ${input(form, `${at}.backoff`, "Wait before the second", { width: "w4", optional: true, placeholder: "30 s", help: "Doubled before each further one." })}
          ${input(form, `${at}.maxBackoff`, "Wait at most", { width: "w4", optional: true, placeholder: "10 min" })}
          <div class="f" role="group" aria-label="Tried again if"><span class="label">Tried again if</span>
            <div class="days">${ENDS.map(([end, word]) => html`<label><input type="checkbox" .checked=${live(on.includes(end))} @change=${(event) => toggle(end, event.target)} />${word}</label>`)}</div></div>`
      : nothing}`;
}
