import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { get } from "../../state/form.js";
import { href } from "../../state/router.js";
import { input, pairs, select, text } from "./fields.js";

const OVERLAP = [[undefined, "Skip that fire"], ["ALLOW", "Run beside it"], ["QUEUE", "Wait until it has ended"], ["REPLACE", "Kill it, then run"]];
const CATCH_UP = [[undefined, "Run the latest, if it is not too late"], ["LATEST", "Run the latest"], ["ALL", "Run all, in order"], ["NONE", "Run none"]];
const IN_CALENDAR = [[undefined, "Skip it"], ["RUN_ONCE_AFTER", "Run the latest when it is over"]];

/** What happens if something goes wrong, and who is told. */
export function then(form) {
  const mails = form.doc.notify?.type === "MAIL" || form.doc.notify === undefined;
  return html`<section aria-labelledby="f-then">
    <h2 id="f-then">If something goes wrong</h2>
    <div class="fields">
      ${select(form, "policy.overlap", "Still running at the next fire", OVERLAP, { width: "w6" })}
      ${input(form, "policy.runTimeout", "A run may take", { width: "w6", optional: true, placeholder: "45 min", help: "Then it is killed, and has failed." })}
      ${select(form, "policy.catchUp", "Epoch was away at a fire", CATCH_UP, { width: "w6" })}
      ${input(form, "policy.catchUpWindow", "Not later than", { width: "w6", optional: true, placeholder: "1 hour", help: "30 min, 6 hours, 1 day" })}
      ${input(form, "policy.startDeadline", "A fire may begin late by", { width: "w6", optional: true, placeholder: "10 min", help: "Later it is skipped." })}
      ${input(form, "policy.pauseAfterFailures", "Pause after failures in a row", { width: "w6", number: true, optional: true, placeholder: "never" })}
      ${mails
        ? text(form, "notify", "Tell by mail", {
            optional: true,
            placeholder: "team@example.org, other@example.org",
            help: "Without any, the addresses of Epoch's configuration are told.",
            read: (value) => (value?.emails ?? []).join(", "),
            write: (typed) => {
              const emails = typed.split(/[,;\s]+/).filter(Boolean);
              return emails.length > 0 ? { ...form.doc.notify, type: "MAIL", emails } : undefined;
            },
          })
        : html`<p class="all help">It tells nobody. JSON or YAML can change that.</p>`}
    </div>
  </section>`;
}

/** What it has to do with others: days on which it rests, and with whom it shares. */
export function beside(form, { calendars = [], groups = [] }) {
  const { group } = form.doc.policy ?? {};
  return html`<section aria-labelledby="f-beside">
    <h2 id="f-beside">Beside others</h2>
    <div class="fields">
      ${closed(form, calendars)}
      ${input(form, "policy.group", "Concurrency group", { width: "w6", optional: true, list: "groups", placeholder: "none", help: "All of a group share its limit of runs at once." })}
      ${group ? input(form, "policy.priority", "Priority", { width: "w6", number: true, optional: true, placeholder: "0", help: "Where not all of the group can run, the higher goes first." }) : nothing}
      ${input(form, "policy.jitter", "Spread fires over", { width: "w6", optional: true, placeholder: "nothing: on time", help: "Each fire is put off by up to this, always by the same." })}
    </div>
    <datalist id="groups">${groups.map((name) => html`<option value=${name}></option>`)}</datalist>
  </section>`;
}

/** While which calendars are closed it does not fire. */
function closed(form, calendars) {
  const chosen = get(form.doc, "policy.calendars") ?? [];
  const wrong = form.problem("policy.calendars");
  const toggle = (name, on) => {
    const next = [...chosen.filter((each) => each !== name), ...(on ? [name] : [])];
    form.set("policy.calendars", next.length > 0 ? next : undefined);
    if (next.length === 0) form.set("policy.inCalendar", undefined);
  };
  const all = [...new Set([...calendars, ...chosen])];
  return html`<div class="f w6" role="group" aria-label="Calendars"><span class="label">Calendars <small>optional</small></span>
      ${all.length > 0
        ? html`<div class="days">${all.map((name) => html`<label><input type="checkbox" .checked=${live(chosen.includes(name))} @change=${(event) => toggle(name, event.target.checked)} />${name}</label>`)}</div>`
        : html`<p class="muted">There is no calendar yet; <a href=${href("calendars")}>Calendars</a> makes one.</p>`}
      ${wrong ? html`<p class="err" role="alert">${wrong}</p>` : html`<p class="help">While one of them is closed it does not fire.</p>`}</div>
    ${chosen.length > 0 ? select(form, "policy.inCalendar", "A fire in such a time", IN_CALENDAR, { width: "w6" }) : html`<div class="f w6"></div>`}`;
}

/** How it is found again. */
export const about = (form) => html`<section aria-labelledby="f-about">
  <h2 id="f-about">For whom</h2>
  <div class="fields">
    ${input(form, "owner", "Owner", { width: "w6", optional: true, placeholder: "payments" })} ${input(form, "description", "Description", { width: "w6", optional: true })}
    ${pairs(form, "labels", "Labels", { names: ["label", "Value"], add: "Label" })}
  </div>
</section>`;
