import { html, nothing } from "lit";
import { time } from "../../components/marks.js";
import { many } from "../../words/numbers.js";
import { named } from "../../words/time.js";
import { catchUp, composition, containers, program, resources, schedule, told } from "../../words/topology.js";

const fact = (word, value) => (value ? html`<dt>${word}</dt><dd>${value}</dd>` : nothing);

/** A topology in words. */
export function facts({ topology, created }, now) {
  const tasks = containers(topology.task);
  return html`
    <section class="panel" aria-labelledby="h-what">
      <header><h2 id="h-what">What it does</h2></header>
      <div class="body">
        <dl class="facts">
          ${fact("About", topology.description)} ${fact("When", schedule(topology, now))} ${fact("Order", composition(topology.task))}
          ${fact("Catch-up", catchUp(topology))} ${fact("Tells", told(topology))}
          ${fact("Created", time(created, named(created, now)))}
        </dl>
      </div>
    </section>
    ${tasks.map((task) => taskFacts(task))}
  `;
}

function taskFacts(task) {
  const env = Object.entries(task.env ?? {});
  return html`<section class="panel" aria-label="Task ${task.taskName}">
    <header><h2>${task.taskName ?? "Task"}</h2><span class="faint">${task.executable?.type === "COMMAND" ? "command" : "container"}</span></header>
    <div class="body">
      <dl class="facts">
        ${fact("Runs", html`<code>${program(task)}</code>`)} ${fact("With", resources(task))}
        ${fact("Arguments", task.args?.length ? html`<code>${task.args.join(" ")}</code>` : undefined)}
        ${fact("Environment", env.length ? env.map(([key, value]) => html`<code class="line">${key}=${value}</code>`) : undefined)}
        ${fact("Volumes", task.volumes?.length ? task.volumes.map((volume) => html`<code class="line">${volume.pathOnHost}${volume.mode === "READ_ONLY" ? ", read only" : ""}</code>`) : undefined)}
        ${fact("Files", task.configs?.length ? many(task.configs.length, "file") : undefined)}
      </dl>
    </div>
  </section>`;
}

/** A topology as it was written. */
export const definition = (topology, copy) => html`
  <section class="panel" aria-labelledby="h-json">
    <header><h2 id="h-json">Definition</h2><span class="faint">JSON</span><button class="btn push" type="button" @click=${copy}>Copy</button></header>
    <pre class="json" tabindex="0" aria-labelledby="h-json">${JSON.stringify(topology, null, 2)}</pre>
  </section>
`;
