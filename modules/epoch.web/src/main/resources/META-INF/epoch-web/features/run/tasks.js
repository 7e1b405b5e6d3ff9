import { html, nothing, svg } from "lit";
import { icon } from "../../components/icon.js";
import { mark } from "../../components/marks.js";
import { href } from "../../state/router.js";
import { cause, taskTook } from "../../words/run.js";
import { look } from "../../words/states.js";
import { clock, duration, instant } from "../../words/time.js";

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400].map((s) => s * 1000);

/** All attempts at a task, the last one too. */
const attempts = (task) => [...(task.earlier ?? []), task];

/** The attempts at one task, where there was more than one: what each of them came to. */
export function attemptTable(name, task, now) {
  if (!(task.earlier?.length > 0)) return nothing;
  return html`<table class="grid cards attempts">
    <caption>Attempts at ${name}</caption>
    <thead><tr><th scope="col">Attempt</th><th scope="col">State</th><th scope="col">Started</th><th class="num" scope="col">Took</th><th scope="col">Why</th></tr></thead>
    <tbody>${attempts(task).map((each, i) => {
      const ms = taskTook(each, now);
      return html`<tr><td class="strong">${each.attempt ?? i + 1}</td><td>${mark(look("task", each.state))}</td><td class="nowrap muted">${each.started == null ? "never" : instant(each.started)}</td>
        <td class="num">${ms === undefined ? "–" : duration(ms)}</td><td class="muted wrap">${cause(each)}</td></tr>`;
    })}</tbody>
  </table>`;
}

/** When each task ran. `chosen` is the one whose log is shown; `act` makes what can be done with one. */
export function gantt(run, { now, chosen, query, act }) {
  const all = Object.entries(run.tasks);
  const begin = Math.min(run.created, ...all.map(([, task]) => task.started ?? Infinity));
  const end = run.state === "RUNNING" ? now : Math.max(begin + 1000, ...all.map(([, task]) => task.ended ?? 0), ...(all.some(([, task]) => task.ended != null) ? [] : [run.updated]));
  const span = Math.max(1000, (end - begin) * 1.03);
  const x = (time) => ((time - begin) / span) * 100;
  const step = STEPS.find((each) => span / each <= 6) ?? 86_400_000;
  const ticks = [];
  for (let at = Math.ceil(begin / step) * step; at < begin + span; at += step) ticks.push(at);
  const label = (at) => (step < 60_000 ? instant(at).slice(0, 8) : clock(at));
  return html`<table class="gantt">
    <caption class="vh">Tasks with their times</caption>
    <thead>
      <tr><th class="g1" scope="col">Task</th>
        <th scope="col"><span class="vh">Time</span><svg class="t ax" aria-hidden="true" height="28">${ticks.map((at, i) => (x(at) > 95 ? nothing : svg`<text class="axis ${i % 2 ? "alt" : ""}" x="${x(at)}%" y="19" text-anchor=${x(at) < 4 ? "start" : "middle"}>${label(at)}</text>`))}</svg></th>
        <th class="g3" scope="col">Took</th><th class="g4" scope="col"><span class="vh">Actions</span></th></tr>
    </thead>
    <tbody>
      ${all.map(([name, task]) => {
        const state = look("task", task.state);
        const ms = taskTook(task, now);
        const bars = attempts(task).filter(({ started }) => started != null);
        const { id, runId } = { id: run.topologyId, runId: run.runId };
        return html`<tr aria-selected=${name === chosen}>
          <td class="g1"><a class="st ${state.tone}" href=${href("run", { id, runId }, { ...query, task: name, at: undefined, top: undefined, file: undefined })} title=${name}>${icon(state.shape)}<span class="ink cut">${name}</span><span class="vh">: ${state.word}</span></a></td>
          <td><svg class="t" role="img" aria-label="${name}: ${state.word.toLowerCase()}${task.started == null ? ", never started" : `, from ${instant(task.started)}${task.ended == null ? "" : ` to ${instant(task.ended)}`}`}">
            ${ticks.map((at) => svg`<line class="tick" x1="${x(at)}%" x2="${x(at)}%" y1="0" y2="32" />`)}
            ${bars.map((each, i) => {
              const from = x(each.started);
              const to = x(each.ended ?? now);
              const { tone } = look("task", each.state);
              const many = bars.length > 1 || task.attempt > 1;
              return svg`<g><title>${instant(each.started)}${each.ended == null ? "" : ` to ${instant(each.ended)}`}</title><rect class="b-${tone}" x="${from}%" y="9" width="${Math.max(0.3, to - from)}%" height="14" rx="3" />${many && to - from > 3 ? svg`<text class="on" x="${(from + to) / 2}%" y="20" text-anchor="middle">${each.attempt ?? i + 1}</text>` : nothing}</g>`;
            })}
            ${bars.length === 0 ? svg`<text class="axis" x="0" y="20">${cause(task) || state.word.toLowerCase()}</text>` : nothing}
          </svg></td>
          <td class="g3 ${ms === undefined ? "faint" : ""}">${ms === undefined ? "–" : duration(ms)}</td>
          <td class="g4">${act(name, task)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
