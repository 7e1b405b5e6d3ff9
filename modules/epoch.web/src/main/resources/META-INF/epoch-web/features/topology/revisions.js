import { html, nothing } from "lit";
import { diff } from "../../components/diff.js";
import { ask } from "../../components/dialog.js";
import { empty, pending } from "../../components/four-states.js";
import { time } from "../../components/marks.js";
import { many } from "../../words/numbers.js";
import { ago, named } from "../../words/time.js";

/** The last versions of a topology: who changed what, and a way back. */
export function revisionsPanel(app, id, resource, { now, write, current }, retry) {
  const revisions = resource.data;
  return html`<section class="panel" aria-labelledby="h-revisions">
    <header><h2 id="h-revisions">Revisions</h2><span class="faint">${revisions ? (revisions.length === 1 ? "as it was made" : `the last ${many(revisions.length, "version")}`) : ""}</span></header>
    ${!revisions
      ? pending("The revisions could not be loaded", resource, now, retry)
      : revisions.length === 0
        ? empty("No revision kept", "Each change of the topology is kept here, with who made it.")
        : html`<table class="grid cards revisions">
            <caption class="vh">Revisions</caption>
            <thead><tr><th scope="col">Revision</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">Changes</th><th scope="col"><span class="vh">Actions</span></th></tr></thead>
            <tbody>
              ${revisions.map(
                (revision, i) => html`<tr>
                  <td class="strong nowrap">${revision.number}${i === 0 ? html` <span class="faint">now</span>` : nothing}</td>
                  <td class="nowrap">${time(revision.time, html`${named(revision.time, now)} <span class="faint">${ago(revision.time, now)}</span>`)}</td>
                  <td>${revision.author ?? html`<span class="faint">–</span>`}</td>
                  <td class="muted wrap">${changes(revision)}</td>
                  <td class="num"><button class="btn quiet" type="button" @click=${() => show(app, id, revision.number, write && i > 0, current)}>${write && i > 0 ? "Show, restore…" : "Show"}</button></td>
                </tr>`,
              )}
            </tbody>
          </table>`}
  </section>`;
}

const changes = ({ changes: list = [] }) => (list.length === 0 ? "" : `${list.slice(0, 3).join("; ")}${list.length > 3 ? ` and ${list.length - 3} more` : ""}`);

async function show(app, id, number, restorable) {
  let revision;
  try {
    revision = await app.api.topologies.revision(id, number);
  } catch (error) {
    await ask({ title: `Revision ${number} could not be loaded`, body: html`<p>${error.message}</p>` });
    return;
  }
  const { difference = [] } = revision;
  await ask({
    title: `Revision ${number} of ${id}`,
    wide: true,
    body: html`
      <p class="muted">${difference.length > 0 ? `What it changed against revision ${number - 1}:` : "It changed nothing that can be compared, or is the first."}</p>
      ${difference.length > 0 ? diff(difference) : nothing}
      <details class="more"><summary>All of it</summary><pre class="json" tabindex="0">${JSON.stringify(revision.topology, null, 2)}</pre></details>
    `,
    undo: restorable ? "It becomes a new revision, so this can be undone" : "",
    verb: restorable ? `Restore revision ${number}` : undefined,
    act: () => app.actions.restore(id, number, current),
  });
}
