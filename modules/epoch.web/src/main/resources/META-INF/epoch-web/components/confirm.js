import { html } from "lit";
import { ACTIONS, dryRun } from "../state/actions.js";
import { count, many } from "../words/numbers.js";
import { ask } from "./dialog.js";

const SHOWN = 8;
const TYPED_FROM = 20;

const CONSEQUENCE = {
  pause: "Their fires will not run until resumed. Runs that are active go on.",
  resume: "They fire again from their next fire time on.",
  run: "Each starts one run now, beside its schedule; a paused one too.",
  delete: "They fire no more, and their runs are forgotten.",
};
const ONE = {
  pause: "Its fires will not run until it is resumed. A run that is active goes on.",
  resume: "It fires again from its next fire time on.",
  run: "One run starts now, beside the schedule.",
  delete: "It fires no more, and its runs are forgotten.",
};
const UNDO = { pause: "Can be undone: Resume", resume: "Can be undone: Pause", run: "Tasks can be killed on the run's page", delete: "Cannot be undone" };

/**
 * Asks, does, and tells what went wrong.
 *
 * @returns what each answered by id, or undefined if nothing was done
 */
export async function confirmAndPerform(app, action, entries) {
  const { lines, todo } = dryRun(action, entries);
  const { verb } = ACTIONS[action];
  if (todo.length === 0) {
    await ask({ title: `Nothing to ${verb.toLowerCase()}`, body: table(lines) });
    return undefined;
  }
  const single = entries.length === 1;
  const danger = action === "delete";
  const sure = await ask({
    title: single ? `${verb} ${entries[0].id}?` : `${verb} ${number(todo.length, lines.length)}?`,
    body: html`<p class="muted">${single ? ONE[action] : CONSEQUENCE[action]}</p>${single ? "" : table(lines)}`,
    undo: UNDO[action],
    verb: single ? verb : `${verb} ${count(todo.length)}`,
    danger,
    type: danger ? (single ? entries[0].id : todo.length > TYPED_FROM ? `delete ${todo.length}` : undefined) : undefined,
  });
  if (!sure) return undefined;
  const { failed, done } = await app.actions.perform(action, todo);
  if (failed.length > 0) {
    await ask({
      title: `${many(failed.length, "topology", "topologies")} could not be changed`,
      body: table(failed.map(({ id, error }) => ({ id, does: true, words: error.message }))),
      undo: done.size > 0 ? `${count(done.size)} done` : "Nothing was changed",
    });
  }
  return done;
}

const number = (todo, all) => (todo === all ? many(all, "topology", "topologies") : `${count(todo)} of ${many(all, "topology", "topologies")}`);

// What will not be touched stands last, but it stands.
function table(lines) {
  const sorted = [...lines].sort((a, b) => b.does - a.does);
  return html`<table class="grid">
    <tbody>
      ${sorted.slice(0, SHOWN).map(
        ({ id, does, words }) =>
          html`<tr><td class="strong wrap">${id}</td><td class=${does ? "" : "faint"}>${does ? words : "nothing to do"}</td><td class="num faint">${does ? "" : words}</td></tr>`,
      )}
      ${sorted.length > SHOWN ? html`<tr><td class="faint" colspan="3">and ${count(sorted.length - SHOWN)} more</td></tr>` : ""}
    </tbody>
  </table>`;
}
