import { html, nothing } from "lit";
import { ACTIONS } from "../state/actions.js";
import { mayWrite } from "../state/door.js";
import { identity } from "../words/identity.js";
import { count, many } from "../words/numbers.js";
import { ahead, duration } from "../words/time.js";
import { area, ask, field } from "./dialog.js";

const SHOWN = 8;
const TYPED_FROM = 20;

const CONSEQUENCE = {
  pause: "Their fires will not run until resumed. Runs that are active go on.",
  resume: "They fire again from their next fire time on.",
  run: "Each starts one run now, beside its schedule; a paused one too.",
  delete: "They fire no more, their active runs are killed, and all their runs are forgotten.",
  label: "Labels are set or taken away; everything else stays as it is.",
};
/** What becomes of each of many, and what it is for those of which nothing becomes. */
const BECOMES = {
  pause: ["will pause", "is paused already"], resume: ["will fire again", "is not paused"], run: ["will run", "nothing to do"],
  delete: ["will be deleted", "nothing to do"], label: ["will change", "is labelled so already"],
};
const UNDO = { pause: "Can be undone: Ctrl Z, or Resume", resume: "Can be undone: Ctrl Z, or Pause", run: "A run can be killed on its page", delete: "Cannot be undone", label: "Can be undone: label again" };

/** What has to be typed before something grave is done: its name in production or where it is about many, else nothing. */
export const typedName = (app, name, n = 1) => (n > TYPED_FROM || identity(app.store.get().cluster.data?.appName) === "production" ? name : undefined);

/** What came of something, or that it could not be done. */
export const failure = (title, error) =>
  ask({ title, body: html`<p>${error.message}</p>${error.problems?.length ? html`<ul class="problems">${error.problems.map((problem) => html`<li>${problem}</li>`)}</ul>` : nothing}` });

/** Asks, then pauses, resumes, runs or deletes one topology; the window stays if it fails. */
export async function confirmOne(app, action, entry) {
  const { actions } = app;
  const { id } = entry;
  const { now, session } = app.store.get();
  // What another input makes of it is another program.
  const parameters = mayWrite(session);
  const next = entry.nextFire == null ? "" : ` It would fire next ${ahead(entry.nextFire, now)}.`;
  const active = entry.active > 0 ? ` ${many(entry.active, "run")} ${entry.active === 1 ? "is" : "are"} active and ${entry.active === 1 ? "goes" : "go"} on.` : "";
  switch (action) {
    case "pause":
      return ask({
        title: `Pause ${id}?`,
        body: html`<p class="muted">Its fires will not run until it is resumed.${next}${active}</p>${pauseFields()}`,
        undo: UNDO.pause,
        verb: "Pause",
        act: (typed) => actions.pause(id, pauseBody(typed)),
      });
    case "resume":
      return ask({ title: `Resume ${id}?`, body: html`<p class="muted">It fires again from its next fire time on.</p>`, undo: UNDO.resume, verb: "Resume", act: () => actions.resume(id, entry.pause) });
    case "run":
      return ask({
        title: `Run ${id} now?`,
        body: html`<p class="muted">One run starts now, beside the schedule${entry.state === "PAUSED" ? ", although it is paused" : ""}.${entry.usual ? ` It usually takes ${duration(entry.usual)}.` : ""}</p>
          <details class="more"><summary>${parameters ? "Parameters for this run" : "Note"}</summary>
            <div class="fields">
              ${parameters
                ? html`${area("env", "Environment", { placeholder: "REPORT_DATE=2026-10-22", help: "One NAME=value a line; added to what the topology says." })}
                    ${area("args", "Arguments", { rows: 2, placeholder: "--full", help: "One a line." })}`
                : nothing}
              ${field("note", "Note", { optional: true, placeholder: "Why it is run by hand" })}
            </div>
          </details>`,
        undo: UNDO.run,
        verb: "Run now",
        act: (typed) => actions.run(id, runBody(typed)),
      });
    default:
      return ask({
        title: `Delete ${id}?`,
        body: html`<p class="muted">It fires no more, and its runs are forgotten.${entry.active > 0 ? ` ${many(entry.active, "run")} ${entry.active === 1 ? "is" : "are"} active and ${entry.active === 1 ? "is" : "are"} killed.` : ""}</p>`,
        undo: UNDO.delete,
        verb: "Delete",
        danger: true,
        type: typedName(app, id),
        act: () => actions.delete(id),
      });
  }
}

const pauseFields = () => html`<div class="fields">
  ${field("reason", "Reason", { optional: true, placeholder: "Shown to everyone who looks", width: "w8" })}
  ${field("until", "Until", { optional: true, type: "datetime-local", width: "w4" })}
</div>`;

function pauseBody({ reason = "", until = "" }) {
  const body = {};
  if (reason.trim()) body.reason = reason.trim();
  if (until) body.until = new Date(until).getTime();
  return Object.keys(body).length > 0 ? body : undefined;
}

function runBody({ env = "", args = "", note = "" }) {
  const body = {};
  const lines = env.split("\n").filter((line) => line.trim() !== "");
  const wrong = lines.find((line) => !/^\s*[^=\s]+=/.test(line));
  if (wrong !== undefined) throw new Error(`“${wrong}” is no NAME=value`);
  if (lines.length > 0) body.env = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")).trim(), line.slice(line.indexOf("=") + 1)]));
  const list = args.split("\n").filter((line) => line !== "");
  if (list.length > 0) body.args = list;
  if (note.trim()) body.note = note.trim();
  return Object.keys(body).length > 0 ? body : undefined;
}

/** What the server says of a filter that finds more than it changes at once, with a way out; undefined for another error. */
function tooMany({ problems = [] }) {
  const [, found, most] = /^ids: are (\d+); at most (\d+)/.exec(problems[0]) ?? [];
  if (found === undefined) return undefined;
  return ask({ title: "Too many at once", body: html`<p>${count(Number(found))} match; at most ${count(Number(most))} can be changed at once. A narrower filter does it in parts.</p>` });
}

/**
 * Asks what a change of many would do, shows it, and does it.
 *
 * @param {{ids: string[]} | {filter: object}} target
 * @param {object} [more] what else the action needs
 */
export async function confirmMany(app, action, target, more = {}) {
  const { verb } = ACTIONS[action];
  const place = () => location.hash.split("?")[0];
  const here = place();
  let dry;
  try {
    dry = await app.actions.dryRun(action, target, more);
  } catch (error) {
    await (tooMany(error) ?? failure(`${verb}: what would change could not be told`, error));
    return false;
  }
  // Whoever has gone elsewhere meanwhile is not asked there.
  if (place() !== here) return false;
  const todo = dry.results.filter(({ ok, changed }) => ok && changed);
  const all = dry.results.length;
  if (todo.length === 0) {
    await ask({ title: `Nothing to ${verb.toLowerCase()}`, body: table(dry.results, action) });
    return false;
  }
  const danger = action === "delete";
  const word = `${verb} ${count(todo.length)}`;
  const answer = await ask({
    title: `${verb} ${todo.length === all ? many(all, "topology", "topologies") : `${count(todo.length)} of ${many(all, "topology", "topologies")}`}?`,
    body: html`<p class="muted">${CONSEQUENCE[action]}</p>${table(dry.results, action)}${action === "pause" ? pauseFields() : nothing}`,
    undo: UNDO[action],
    verb: word,
    danger,
    type: danger ? typedName(app, word.toLowerCase(), todo.length) : todo.length > TYPED_FROM ? word.toLowerCase() : undefined,
    act: (typed) => app.actions.bulk(action, target, { ...more, ...(action === "pause" ? pauseBody(typed) : {}) }),
  });
  if (!answer) return false;
  const failed = answer.results.filter(({ ok }) => !ok);
  if (failed.length > 0) await ask({ title: `${many(failed.length, "topology", "topologies")} could not be changed`, body: table(failed, action) });
  return true;
}

// What will not be touched stands last, but it stands.
function table(results, action) {
  const [becomes, stays] = BECOMES[action];
  const rank = ({ ok, changed }) => (!ok ? 0 : changed ? 1 : 2);
  const sorted = [...results].sort((a, b) => rank(a) - rank(b));
  return html`<table class="grid">
    <caption class="vh">What will happen</caption>
    <tbody>
      ${sorted.slice(0, SHOWN).map(
        ({ id, ok, changed, message }) =>
          html`<tr><td class="strong wrap">${id}</td><td class=${!ok ? "bad" : changed ? "" : "faint"}>${message || (changed ? becomes : stays)}</td></tr>`,
      )}
      ${sorted.length > SHOWN ? html`<tr><td class="faint" colspan="2">and ${count(sorted.length - SHOWN)} more: ${tally(sorted.slice(SHOWN))}</td></tr>` : nothing}
    </tbody>
  </table>`;
}

function tally(results) {
  const changing = results.filter(({ ok, changed }) => ok && changed).length;
  const refused = results.filter(({ ok }) => !ok).length;
  const idle = results.length - changing - refused;
  return [changing && `${count(changing)} will change`, idle && `${count(idle)} stay as they are`, refused && `${count(refused)} cannot`].filter(Boolean).join(", ");
}
