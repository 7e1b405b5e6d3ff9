import { html, nothing } from "lit";
import { columns } from "../../components/chart.js";
import { ask, choice, field } from "../../components/dialog.js";
import { typedName } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { bones, broken, pending, waitingFor } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { quoted, time } from "../../components/marks.js";
import { mayAdminister } from "../../state/door.js";
import { href } from "../../state/router.js";
import { act, told } from "../../words/audit.js";
import { bytes, count, many } from "../../words/numbers.js";
import { clock, duration, instant, named, since } from "../../words/time.js";

/** Who leads, who stands by, what they see, and the switch that stops everything. */
class Cluster extends Element {
  render() {
    const { cluster, now } = this.state;
    if (cluster.status === "error" || cluster.status === "absent") {
      return html`<section class="panel">${broken("The cluster could not be loaded", cluster.error ? cluster : { error: { status: 404, message: "this Epoch does not tell" } }, now, this.#retry)}</section>`;
    }
    const data = cluster.data;
    return html`
      <div class="head"><div>
        <div class="title"><h1>Cluster</h1>${data?.hold?.held ? html`<span class="badge warn">${icon("held")}Held</span>` : nothing}</div>
        ${data ? this.#meta(data, now) : nothing}
      </div></div>
      <div class="cols">
        <div class="stack">${this.#members(data, now)}${this.#failovers(now)}${this.#recent(now)}</div>
        <div class="stack">${data ? html`${this.#firing(data)}${this.#checks(data)}` : nothing}${this.#forecast()}</div>
      </div>
    `;
  }

  #retry = () => this.app.pages.refresh();

  #meta({ leader, leaderSince, counts = {} }, now) {
    return html`<p class="meta">
      <span>${leader ? html`${short(leader)} leads${leaderSince ? html` since ${time(leaderSince, html`<span class="ink">${named(leaderSince, now)}</span>`)}` : nothing}` : html`<span class="bad strong">Nobody leads</span>`}</span>
      ${counts.topologies === undefined ? nothing : html`<span><a href=${href("topologies")}>${many(counts.topologies, "topology", "topologies")}</a></span>`}
      ${counts.activeRuns === undefined ? nothing : html`<span><a href=${href("runs", {}, { state: "RUNNING" })}>${many(counts.activeRuns, "run")} active</a>${counts.waitingRuns ? `, ${count(counts.waitingRuns)} waiting` : ""}</span>`}
      ${counts.failedLastHour === undefined ? nothing : html`<span><a href=${href("runs", {}, { state: "FAILED", since: "1" })}>${count(counts.failedLastHour)} failed</a> in the last hour${counts.firesLastHour === undefined ? "" : ` of ${many(counts.firesLastHour, "fire")}`}</span>`}
      ${counts.latenessP50 == null ? nothing : html`<span>Late by <span class="ink">${duration(counts.latenessP50)}</span> p50, <span class="ink">${duration(counts.latenessP99)}</span> p99</span>`}
    </p>`;
  }

  #members(data, now) {
    const members = data?.members ?? [];
    return html`<section class="panel" aria-labelledby="h-members">
      <header><h2 id="h-members">Members</h2><span class="faint">${data ? many(members.length, "member") : ""}</span></header>
      <table class="grid members"><caption class="vh">Members</caption>
        <thead><tr><th scope="col">Member</th><th scope="col">Role</th><th scope="col">Version</th></tr></thead>
        <tbody>
          ${data
            ? members.map(
                ({ id, leader, version }) => html`<tr>
                  <td><span class="strong">${short(id)}</span>${id === data.self ? html` <span class="faint">answers you</span>` : nothing}</td>
                  <td>${leader ? html`<span class="st ink">${icon("lead")}Leader</span>${data.leaderSince ? html` <span class="faint">${since(data.leaderSince, now)}</span>` : nothing}` : html`<span class="muted indent">Follower</span>`}</td>
                  <td class="muted">${version ?? ""}</td>
                </tr>`,
              )
            : bones(3, 3)}
        </tbody>
      </table>
    </section>`;
  }

  #failovers(now) {
    const { failovers } = this.state;
    if (failovers.status === "absent") return nothing;
    const list = failovers.data ?? [];
    const [last] = list;
    return html`<section class="panel" aria-labelledby="h-failovers">
      <header><h2 id="h-failovers">Failovers</h2>${last ? html`<span class="faint">the last ${named(last.at, now)}, nobody led for ${duration(last.gap)}</span>` : nothing}</header>
      ${!failovers.data
        ? pending("The failovers could not be loaded", failovers, now, this.#retry)
        : last === undefined
          ? html`<div class="body"><p class="muted">Leadership never changed hands, as far as it is remembered.</p></div>`
          : html`<div class="body"><dl class="sum first">
                ${[["Caught up", last.caughtUp], ["Skipped by policy", last.skipped], ["Missed", last.missed], ["Runs adopted", last.runsAdopted], ["Orphans on Drove", last.orphans]].map(([word, n]) => html`<div><dt>${word}</dt><dd>${count(n)}</dd></div>`)}
              </dl></div>
              <table class="grid cards failovers"><caption class="vh">Failovers</caption>
                <thead><tr><th scope="col">When</th><th scope="col">From</th><th scope="col">To</th><th class="num" scope="col">Nobody led for</th><th class="num" scope="col">Caught up</th><th class="num" scope="col">Missed</th></tr></thead>
                <tbody>${list.slice(0, 10).map(
                  (each) => html`<tr><td class="nowrap">${time(each.at, named(each.at, now))}</td><td>${each.from ? short(each.from) : html`<span class="faint">nobody</span>`}</td><td class="strong">${short(each.to)}</td>
                    <td class="num">${duration(each.gap)}</td><td class="num">${count(each.caughtUp)}</td><td class="num ${each.missed > 0 ? "warn strong" : ""}">${count(each.missed)}</td></tr>`,
                )}</tbody></table>`}
    </section>`;
  }

  #recent(now) {
    const { audit } = this.state;
    if (!audit.data || audit.data.entries.length === 0) return nothing;
    return html`<section class="panel" aria-labelledby="h-recent">
      <header><h2 id="h-recent">Recent changes</h2><span class="push"><a href=${href("audit")}>Audit</a></span></header>
      <table class="grid events"><caption class="vh">Recent changes</caption><tbody>
        ${audit.data.entries.slice(0, 5).map((entry) => {
          const { word, tone, shape } = act(entry.action);
          return html`<tr><td class="nowrap faint">${time(entry.time, named(entry.time, now))}</td><td><span class="st ${tone}">${icon(shape)}${word}</span></td>
            <td class="wrap">${entry.topology ? html`<a href=${href("topology", { id: entry.topology })}>${entry.topology}</a> ` : nothing}<span class="muted">${told(entry, now)}${entry.reason ? html` ${quoted(entry.reason)}` : nothing}</span></td><td class="muted num">${entry.who ?? ""}</td></tr>`;
        })}
      </tbody></table>
    </section>`;
  }

  #firing(data) {
    const { hold = {} } = data;
    const mayHold = mayAdminister(this.state.session);
    const waits = waitingFor(this.state.cluster);
    const button = (word, run, more = "") => html`<button class="btn ${more}" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${run}>${word}…</button>`;
    return html`<section class="panel" aria-labelledby="h-firing">
      <header><h2 id="h-firing">Firing</h2></header>
      <div class="body holdbox">
        ${hold.held
          ? html`<p class="state">${icon("held", "warn")}Held since ${clock(hold.since)}${hold.by ? ` by ${hold.by}` : ""}</p><p class="muted">${quoted(hold.reason)}. Nothing fires and no task starts, on all members. What falls due waits.</p>`
          : html`<p class="state">${icon("ok", "ok")}Topologies fire as scheduled</p><p class="muted">Hold stops every fire and every new task, on all members, also across a failover. Nothing is lost: what falls due waits until release.</p>`}
        ${mayHold ? html`<div class="btns">${hold.held ? button("Release", () => this.#release(data), "primary") : button("Hold firing", () => this.#hold(data))}${button("Hand leadership over", () => this.#stepDown(data))}</div>` : nothing}
      </div>
    </section>`;
  }

  #hold(data) {
    const name = data.appName || "epoch";
    const soon = this.state.forecast.data?.buckets?.[0];
    return ask({
      title: `Hold ${name}?`,
      body: html`<p class="muted">From now on nothing fires${data.members.length > 1 ? `, on all ${count(data.members.length)} members,` : ""} until someone releases it.</p>
        <dl class="facts">
          ${soon ? html`<dt>Due in the next hour</dt><dd>${many(soon.runs, "fire")}; ${soon.runs === 1 ? "it" : "they"} will wait</dd>` : nothing}
          <dt>Running now</dt><dd>${many(data.counts?.activeRuns ?? 0, "run")}; tasks that run go on, none is started</dd>
          <dt>Run by hand</dt><dd>does not start while held</dd>
        </dl>
        ${field("reason", "Reason", { required: true, placeholder: "Shown on every page" })}`,
      undo: "Can be undone: Release",
      verb: `Hold ${name}`,
      danger: true,
      type: typedName(this.app, name),
      act: ({ reason }) => this.app.actions.hold(reason),
    });
  }

  #release(data) {
    return ask({
      title: `Release ${data.appName || "epoch"}?`,
      body: html`<p class="muted">It was held ${data.hold.since ? since(data.hold.since, this.state.now) : ""}${data.hold.by ? ` by ${data.hold.by}` : ""}. Topologies fire again from now on.</p>
        ${choice("heldFires", "What fell due meanwhile", [["LATEST", "Run the latest", "of each topology, once"], ["RUN", "Run all", "in order; that may be many at once"], ["SKIP", "Skip all", "they stay in the ledger as skipped"]])}`,
      verb: "Release",
      act: ({ heldFires }) => this.app.actions.release(heldFires),
    });
  }

  #stepDown(data) {
    const others = data.members.length - 1;
    return ask({
      title: "Hand leadership over?",
      body: html`<p class="muted">${short(data.leader)} stops leading at once${others > 0 ? `, and one of ${many(others, "other member")} takes over within seconds` : "; no other member is there, so it takes over from itself within seconds"}. Runs go on; fires of that moment are caught up.</p>`,
      undo: "The new leader can hand over, too",
      verb: "Hand over",
      danger: true,
      act: () => this.app.actions.stepDown(),
    });
  }

  #checks(data) {
    const { zookeeper = {}, drove = {}, versions = {} } = data;
    const line = (good, word, more, end = "") => html`<li>${icon(good ? "ok" : "bad", good ? "ok" : "bad")}<span><span class="vh">${good ? "Good" : "Bad"}: </span><span class="strong">${word}</span> <span class="muted">${more}</span></span><span class="faint">${end}</span></li>`;
    const skew = zookeeper.clockDifferenceMillis;
    const capacity = drove.capacity ?? {};
    return html`<section class="panel" aria-labelledby="h-checks">
      <header><h2 id="h-checks">As seen from ${short(data.leader ?? data.self) || "here"}</h2><span class="push faint">${instant(this.state.cluster.at).slice(0, 8)}</span></header>
      <div class="body"><ul class="checks">
        ${line(zookeeper.connected !== false, "ZooKeeper", zookeeper.connected === false ? "no connection" : zookeeper.latencyMillis == null ? "connected" : `writes in ${Math.max(1, Math.round(zookeeper.latencyMillis))} ms`)}
        ${skew == null ? nothing : line(Math.abs(skew) < 2_000, "Clock", Math.abs(skew) < 1000 ? `${skew} ms from ZooKeeper's` : `${duration(Math.abs(skew))} ${skew > 0 ? "ahead of" : "behind"} ZooKeeper's`)}
        ${line(drove.available !== false, "Drove", drove.available === false ? (drove.reason ?? "no answer") : (drove.leader ?? drove.endpoint ?? "answers"), drove.version ?? "")}
        ${Object.keys(capacity).length > 0 ? line(true, "Free on Drove", free(capacity)) : nothing}
        ${line(true, "Epoch", `${versions.epoch ?? ""} on Java ${versions.java ?? ""}`)}
      </ul></div>
    </section>`;
  }

  #forecast() {
    const { forecast } = this.state;
    const buckets = forecast.data?.buckets;
    if (!buckets || buckets.length === 0) return nothing;
    const asked = buckets.some(({ cpus }) => cpus > 0);
    const most = buckets.reduce((a, b) => (b.runs > a.runs ? b : a));
    const worst = forecast.data.collisions?.[0];
    // As a line only where bars can be seen below it.
    const capacity = freeCpus(this.state.cluster.data?.drove?.capacity ?? {});
    const limit = asked && capacity <= 4 * Math.max(...buckets.map(({ cpus }) => cpus)) ? capacity : undefined;
    return html`<section class="panel" aria-labelledby="h-forecast">
      <header><h2 id="h-forecast">Next 24 h</h2><span class="push faint">${asked ? "CPUs asked of Drove" : "runs"}</span></header>
      <div class="body">
        ${columns({
          bars: buckets.map(({ at, runs, cpus, memory }) => ({ label: clock(at), value: asked ? cpus : runs, title: `${clock(at)}: ${many(runs, "run")}, ${many(cpus, "CPU")}, ${bytes(memory * 1024 * 1024)}` })),
          limit,
          limitWord: limit === undefined ? "" : `${count(limit)} free now`,
          says: `What schedules will ask for in the next 24 hours: most at ${clock(most.at)} with ${many(most.runs, "run")} and ${many(most.cpus, "CPU")}`,
        })}
        <p class="help">Most from ${clock(most.at)}: ${many(most.runs, "run")}, ${many(most.cpus, "CPU")}.${worst && worst.runs > 1 ? ` ${many(worst.runs, "run")} at once at ${clock(worst.at)}.` : ""}</p>
      </div>
    </section>`;
  }
}

/** A member as people call it. */
const short = (id) => (id ?? "").replace(/^https?:\/\//, "");

const freeCpus = ({ freeCores, freeCpus: cpus }) => freeCores ?? cpus;

/** What of Drove is free, whichever of its numbers are known. */
function free(capacity) {
  const { freeMemory, freeMemoryInMB, executors } = capacity;
  const cores = freeCpus(capacity);
  const memory = freeMemoryInMB ?? freeMemory;
  return [cores === undefined ? "" : many(cores, "CPU"), memory === undefined ? "" : bytes(memory * 1024 * 1024), executors === undefined ? "" : `on ${many(executors, "executor")}`].filter(Boolean).join(", ");
}

customElements.define("epoch-cluster", Cluster);
