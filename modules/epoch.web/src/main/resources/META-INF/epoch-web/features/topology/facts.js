import { html, nothing } from "lit";
import { time } from "../../components/marks.js";
import { href } from "../../state/router.js";
import { many } from "../../words/numbers.js";
import { named } from "../../words/time.js";
import { composition, containers, dependencies, policies, program, resources, retries, told } from "../../words/topology.js";

const fact = (word, value) => (value ? html`<dt>${word}</dt><dd>${value}</dd>` : nothing);

/** How a topology is treated, in words. */
export const policy = ({ id, topology, created }, now, write) => html`
  <section class="panel" aria-labelledby="h-policy">
    <header><h2 id="h-policy">Policy</h2>${write ? html`<span class="push"><a href=${href("edit", { id })}>Edit</a></span>` : nothing}</header>
    <div class="body">
      <dl class="facts">
        ${fact("Order", composition(topology.task))} ${policies(topology).map(([word, value]) => fact(word, value))} ${fact("Tells", told(topology))}
        ${fact("Created", time(created, named(created, now)))}
      </dl>
    </div>
  </section>
`;

/** What each of its tasks starts. */
export const tasks = (topology) =>
  containers(topology.task).map((task) => {
    const env = Object.entries(task.env ?? {});
    return html`<section class="panel" aria-label="Task ${task.taskName}">
      <header><h2>${task.taskName ?? "Task"}</h2><span class="faint">${task.executable?.type === "COMMAND" ? "command" : "container"}</span></header>
      <div class="body">
        <dl class="facts">
          ${fact("Runs", html`<code>${program(task)}</code>`)} ${fact("With", resources(task))}
          ${fact("Arguments", task.args?.length ? html`<code>${task.args.join(" ")}</code>` : undefined)}
          ${fact("Environment", env.length ? env.map(([key, value]) => html`<code class="line">${key}=${value}</code>`) : undefined)}
          ${fact("Volumes", task.volumes?.length ? task.volumes.map((volume) => html`<code class="line">${volume.pathOnHost}${volume.pathInContainer ? ` → ${volume.pathInContainer}` : ""}${volume.mode === "READ_ONLY" ? ", read only" : ""}</code>`) : undefined)}
          ${fact("After", dependencies(task))} ${fact("Retry", retries(task))} ${fact("Timeout", task.timeout ? `${task.timeout} an attempt` : "")}
          ${fact("Files", task.configs?.length ? many(task.configs.length, "file") : undefined)}
        </dl>
      </div>
    </section>`;
  });
