import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { Element } from "../../components/element.js";
import { icon } from "../../components/icon.js";
import { createReader, EMPTY, errors, find, lineCount } from "../../state/log.js";
import { bytes, count, many } from "../../words/numbers.js";
import { ENDED_TASK } from "../../words/states.js";
import { lines } from "./lines.js";

const EVERY_MS = 2_000;
// Within this of the end, in pixels, a reader sees the end.
const NEAR = 24;

/** The log of a task: its end first, what came before on demand, what comes while it runs. Lines are text and nothing else. */
class Log extends Element {
  static properties = {
    ...Element.properties,
    run: { attribute: false },
    task: { attribute: false },
    files: { state: true },
    file: { state: true },
    log: { state: true },
    error: { state: true },
    following: { state: true },
    wrap: { state: true },
    search: { state: true },
    at: { state: true },
    unseen: { state: true },
    busy: { state: true },
    whole: { state: true },
  };

  #keys;
  #watch;
  #reader;
  #opened = "";
  #top = 0;
  #said = false;

  constructor() {
    super();
    this.wrap = true;
    this.search = "";
    this.#reset();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({
      l: () => this.querySelector(".log")?.focus(),
      f: () => this.#follow(!this.following),
      w: () => (this.wrap = !this.wrap),
      n: () => this.#jump(find(this.log, this.search), 1),
      N: () => this.#jump(find(this.log, this.search), -1),
      "]": () => this.#jump(errors(this.log), 1),
      "[": () => this.#jump(errors(this.log), -1),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    this.#watch?.stop();
    this.#opened = "";
  }

  willUpdate() {
    const wanted = `${this.run.topologyId}/${this.run.runId}/${this.task}`;
    if (wanted === this.#opened) return;
    this.#opened = wanted;
    this.#open();
  }

  #reset() {
    this.files = undefined;
    this.file = undefined;
    this.log = EMPTY;
    this.error = undefined;
    this.at = undefined;
    this.unseen = 0;
    this.following = true;
    this.busy = false;
    this.whole = false;
    this.#said = false;
  }

  get #ended() {
    return ENDED_TASK.has(this.run.tasks[this.task].state);
  }

  get #place() {
    return { topologyId: this.run.topologyId, runId: this.run.runId, task: this.task, file: this.file };
  }

  /** Finds the files, then reads the first; a task that starts may have none yet, so it is asked again. */
  #open() {
    this.#watch?.stop();
    this.#reset();
    const { topologyId, runId } = this.run;
    const task = this.task;
    this.#watch = this.app.stream.watch({
      every: EVERY_MS,
      load: () => this.app.api.runs.files(topologyId, runId, task),
      onData: (files) => {
        this.files = files;
        this.error = undefined;
        const asked = this.state.route.query.file;
        const first = files.find(({ name }) => name === asked) ?? files.find(({ name }) => name === "output.log") ?? files[0];
        if (first) this.#read(first.name);
        else if (this.#ended) this.#watch.stop();
      },
      onError: (error) => {
        this.error = error;
        if (this.#ended && error.status === 404) this.#watch.stop();
      },
    });
  }

  #read(file) {
    this.#watch?.stop();
    this.file = file;
    this.log = EMPTY;
    this.error = undefined;
    this.unseen = 0;
    this.whole = false;
    this.#said = false;
    const place = this.#place;
    this.#reader = createReader((offset, length) => this.app.api.runs.read(place, offset, length));
    let last = false;
    this.#watch = this.app.stream.watch({
      every: EVERY_MS,
      load: async () => {
        // Only what was read after the end of the task is the whole.
        last = this.#ended;
        const before = this.log;
        return this.log === EMPTY ? { before, after: await this.#reader.tail() } : { before, after: await this.#reader.newer(this.log) };
      },
      onData: ({ before, after }) => {
        this.error = undefined;
        // Something older was put before it meanwhile: the next round brings the rest.
        if (before !== this.log) return;
        this.#show(before, after);
        if (last && after.end >= after.size) {
          this.#watch.stop();
          this.whole = true;
        }
        else if (after.end < after.size) queueMicrotask(() => this.#watch.now());
      },
      onError: (error) => (this.error = error),
    });
  }

  async #show(before, after) {
    this.log = after;
    await this.updateComplete;
    if (this.following) this.#toEnd();
    else if (before !== EMPTY) this.unseen += lineCount(after) - lineCount(before);
  }

  /** What the log says last about a failure, once all of it is there; whoever did not scroll away is brought to it. */
  updated() {
    if (!this.whole || this.run.state !== "FAILED" || this.#said) return;
    this.#said = true;
    const place = errors(this.log).at(-1);
    if (!place) return;
    const line = this.log.blocks.find((block) => block.key === place.key).lines[place.line];
    this.dispatchEvent(new CustomEvent("said", { detail: line }));
    if (this.following) this.#jump([place], 1);
  }

  get #view() {
    return this.querySelector(".log");
  }

  #toEnd() {
    const view = this.#view;
    if (view) view.scrollTop = view.scrollHeight;
    this.unseen = 0;
  }

  #follow(on) {
    this.following = on;
    if (on) this.#toEnd();
  }

  #scrolled() {
    const view = this.#view;
    const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR;
    if (atEnd) this.unseen = 0;
    if (!atEnd && this.following && view.scrollTop < this.#top) this.following = false;
    this.#top = view.scrollTop;
  }

  #jump(places, by) {
    if (places.length === 0) return;
    const here = places.findIndex(({ key, line }) => key === this.at?.key && line === this.at?.line);
    const to = here < 0 ? (by > 0 ? 0 : places.length - 1) : (here + by + places.length) % places.length;
    this.following = false;
    this.at = places[to];
    this.updateComplete.then(() => this.#scrollTo(this.at));
  }

  /** Twice, because blocks that were never seen have their height only once they come near. */
  #scrollTo({ key, line }, again = true) {
    const view = this.#view;
    const there = this.querySelector(`[data-block="${key}"]`)?.children[line];
    if (!there) return;
    const distance = there.getBoundingClientRect().top - view.getBoundingClientRect().top;
    view.scrollTop += distance - view.clientHeight / 2;
    if (again) requestAnimationFrame(() => this.#scrollTo({ key, line }, false));
  }

  async #older() {
    const view = this.#view;
    const below = view.scrollHeight - view.scrollTop;
    this.busy = true;
    try {
      this.log = await this.#reader.older(this.log);
      await this.updateComplete;
      view.scrollTop = view.scrollHeight - below;
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  async #download() {
    this.busy = true;
    try {
      const url = URL.createObjectURL(await this.app.api.runs.download(this.#place));
      const link = document.createElement("a");
      link.href = url;
      link.download = this.file;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  render() {
    const shown = this.log !== EMPTY && lineCount(this.log) > 0;
    return html`<section class="panel log-panel" aria-labelledby="h-log">
      <div class="log-tools">
        <h2 id="h-log">Log</h2>
        <span class="faint">${this.task}</span>
        ${this.file ? this.#tools() : nothing}
      </div>
      ${this.error ? html`<p class="log-note bad" role="alert">${icon("bad")}${this.error.message}</p>` : nothing}
      ${shown ? this.#lines() : html`<p class="log-note faint">${this.#nothing()}</p>`}
      ${this.unseen > 0
        ? html`<div class="log-more"><button class="btn" type="button" @click=${() => this.#follow(true)}>${many(this.unseen, "new line")}</button></div>`
        : nothing}
    </section>`;
  }

  #nothing() {
    if (this.error) return "";
    if (this.files?.length === 0) return this.#ended ? "Drove has no log of this task." : "There is no log yet; it appears as soon as the task writes one.";
    if (this.log !== EMPTY) return this.#ended ? "It wrote nothing." : "Nothing is written yet.";
    return "Reading the log";
  }

  #tools() {
    const places = find(this.log, this.search);
    const found = errors(this.log);
    const here = places.findIndex(({ key, line }) => key === this.at?.key && line === this.at?.line);
    return html`
      <label class="search">
        <span class="vh">Search in this log</span>
        ${icon("search")}
        <input class="in" type="search" data-search placeholder="Search what is loaded" autocomplete="off" spellcheck="false" .value=${live(this.search)}
          @input=${(event) => (this.search = event.target.value)} @keydown=${(event) => event.key === "Enter" && this.#jump(places, event.shiftKey ? -1 : 1)} />
        ${this.search ? html`<span class="hits" role="status">${here >= 0 ? `${count(here + 1)} of ` : ""}${count(places.length)}</span>` : nothing}
      </label>
      ${this.files.length > 1
        ? html`<select class="in file" aria-label="Log file" @change=${(event) => this.#read(event.target.value)}>
            ${this.files.map(({ name }) => html`<option ?selected=${name === this.file}>${name}</option>`)}
          </select>`
        : nothing}
      ${found.length > 0 ? html`<button class="btn" type="button" @click=${() => this.#jump(found, 1)}>Next error <kbd>]</kbd></button>` : nothing}
      <div class="btns push">
        <button class="btn" type="button" aria-pressed=${this.wrap} @click=${() => (this.wrap = !this.wrap)}>Wrap</button>
        ${this.#ended ? nothing : html`<button class="btn" type="button" aria-pressed=${this.following} @click=${() => this.#follow(!this.following)}>Follow</button>`}
        ${this.state.session.cookie
          ? html`<a class="btn quiet" href=${this.app.api.runs.downloadUrl(this.#place)} download=${this.file}>Download <span class="faint">${bytes(this.log.size)}</span></a>`
          : html`<button class="btn quiet" type="button" ?disabled=${this.busy} @click=${this.#download}>Download <span class="faint">${bytes(this.log.size)}</span></button>`}
      </div>
    `;
  }

  #lines() {
    const { blocks, start } = this.log;
    return html`<div class="log ${this.wrap ? "" : "nowrap-log"}" tabindex="0" role="region" aria-label="Lines of the log" @scroll=${this.#scrolled}>
      ${start === 0
        ? nothing
        : html`<p class="gap">
            ${start === undefined
              ? "Lines above were let go; the download has them."
              : html`${bytes(start)} above <button class="linkish" type="button" ?disabled=${this.busy} @click=${this.#older}>Load earlier</button>`}
          </p>`}
      ${repeat(
        blocks,
        (block) => block.key,
        (block, i) => {
          const here = this.at?.key === block.key ? this.at.line : -1;
          const last = i === blocks.length - 1;
          return guard([block, this.search, here, last], () => lines(block, { search: this.search, here, last }));
        },
      )}
    </div>`;
  }
}

customElements.define("epoch-log", Log);
