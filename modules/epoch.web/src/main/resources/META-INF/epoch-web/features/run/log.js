import { html, nothing } from "lit";
import { Element } from "../../components/element.js";
import { icon } from "../../components/icon.js";
import { EMPTY, SMALL, append, endOf, linesIn, startOf, within } from "../../state/log.js";
import { many } from "../../words/numbers.js";
import { ENDED_TASK } from "../../words/states.js";
import { anchor, centre } from "./log-scroll.js";
import { createSearch, lastError } from "./log-search.js";
import { createSource } from "./log-source.js";
import { body, silence, tools } from "./log-view.js";

const SEARCH_AFTER_MS = 250;
// Within this of the end, in pixels, a reader sees the end; within that of an edge, more is read.
const NEAR = 24;
const AHEAD = 800;

const place = (at) => (/^\d+$/.test(at ?? "") ? Number(at) : undefined);

/** The log of a task: a window that moves over any size, follows what is written, and finds. Lines are text and nothing else. */
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
    found: { state: true },
    here: { state: true },
    unseen: { state: true },
    busy: { state: true },
  };

  #keys;
  #source;
  #find = createSearch((found) => (this.found = found));
  #opened = "";
  #at;
  #top = 0;
  #whole = false;
  #told = false;
  #timer;

  constructor() {
    super();
    this.wrap = true;
    this.search = "";
    this.#reset();
  }

  connectedCallback() {
    super.connectedCallback();
    this.search = this.state.route.query.find ?? "";
    this.#source = createSource({
      api: this.app.api.runs,
      stream: this.app.stream,
      ended: () => this.#ended,
      on: {
        files: (files, file) => Object.assign(this, { files, file }),
        opened: (log, at) => this.#begin(log, at),
        grew: (piece) => this.#grow(piece),
        whole: () => {
          this.#whole = true;
          this.requestUpdate();
        },
        error: (error) => (this.error = error),
      },
    });
    this.#keys = this.app.keys.add({
      l: () => this.#view?.focus(),
      f: () => this.#follow(!this.following),
      w: () => (this.wrap = !this.wrap),
      n: () => this.#jump(1, "matches"),
      N: () => this.#jump(-1, "matches"),
      "]": () => this.#jump(1, "errors"),
      "[": () => this.#jump(-1, "errors"),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    this.#stop();
    this.#opened = "";
  }

  willUpdate() {
    const { topologyId, runId } = this.run;
    const wanted = `${topologyId}/${runId}/${this.task}/${this.run.tasks[this.task].attempt ?? 1}`;
    if (wanted !== this.#opened) {
      this.#opened = wanted;
      this.#at = this.state.route.query.at;
      this.#stop();
      this.#reset();
      this.#source.open({ topologyId, runId, task: this.task }, this.state.route.query.file, place(this.#at));
      return;
    }
    this.#asked();
    this.#tell();
  }

  /** The address may ask for another line of what is open already. */
  #asked() {
    const { at } = this.state.route.query;
    if (at === this.#at) return;
    this.#at = at;
    const offset = place(at);
    if (this.file && offset !== undefined && offset !== this.here) queueMicrotask(() => this.#show({ offset }));
  }

  #reset() {
    this.files = undefined;
    this.file = undefined;
    this.#clear();
  }

  #clear() {
    this.log = EMPTY;
    this.error = undefined;
    this.here = undefined;
    this.unseen = 0;
    this.following = true;
    this.busy = false;
    this.#whole = false;
    this.#told = false;
    this.#find.reset();
  }

  #stop() {
    this.#source.stop();
    this.#find.stop();
    clearTimeout(this.#timer);
  }

  get #ended() {
    return ENDED_TASK.has(this.run.tasks[this.task].state);
  }

  get #failed() {
    return this.run.state === "FAILED" && this.run.tasks[this.task].state === "FAILED";
  }

  get #atEnd() {
    return endOf(this.log) >= this.log.size;
  }

  async #begin(log, at) {
    this.log = log;
    this.here = at;
    this.following = at === undefined;
    const { signal } = this.#source;
    await this.updateComplete;
    if (signal.aborted) return;
    if (at === undefined) this.#toEnd();
    else this.#scrollTo(at);
    if (log.size <= SMALL && !this.#told) {
      await this.#trying(() => this.#find.index(this.#source.reader, signal));
      if (signal.aborted) return;
      this.#number();
    }
    if (this.search) this.#searchAll();
  }

  /** Something was written: the window grows if it is at the end, else only the log. */
  async #grow(piece) {
    const before = this.log;
    const added = piece.data.split("\n").length - 1;
    if (piece.data !== "") this.#find.grew(added);
    if (this.#atEnd && piece.offset === endOf(before)) this.log = append(before, piece);
    else this.log = { ...before, size: Math.max(before.size, piece.nextOffset) };
    if (this.following) {
      await this.updateComplete;
      this.#toEnd();
    } else this.unseen += added;
  }

  /** The last error of a failed run is what its reader wants to see, once all of the log is there. */
  async #tell() {
    if (this.#told || !this.#whole || !this.#failed) return;
    this.#told = true;
    const { reader, signal } = this.#source;
    await this.#trying(async () => {
      const last = await lastError(this.#find, reader, this.log.size, signal);
      if (signal.aborted) return;
      this.#number();
      if (!last) return;
      const log = await reader.around(last.offset);
      if (signal.aborted) return;
      const text = within(log, () => true).find(({ offset }) => offset === last.offset)?.text;
      if (text) this.dispatchEvent(new CustomEvent("said", { detail: { text, ...last } }));
      if (this.following && this.here === undefined) await this.#show(last);
    });
  }

  /** Does something with the file that is read; if another one is read meanwhile, nobody hears of it. */
  async #trying(work) {
    const { signal } = this.#source;
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted) this.error = error;
      return undefined;
    }
  }

  /** The number of the first line, where it follows from how many there are. */
  #number() {
    if (this.log.first === undefined && this.#atEnd && this.found.lines !== undefined) this.log = { ...this.log, first: this.found.lines - linesIn(this.log) + 1 };
  }

  get #view() {
    return this.querySelector(".log");
  }

  #toEnd() {
    const view = this.#view;
    if (view) view.scrollTop = view.scrollHeight;
    this.unseen = 0;
  }

  async #follow(on) {
    this.following = on;
    if (!on) return;
    if (!this.#atEnd) await this.#move(() => this.#source.reader.tail());
    this.here = undefined;
    await this.updateComplete;
    this.#toEnd();
  }

  async #move(read) {
    if (this.busy) return;
    this.busy = true;
    const { signal } = this.#source;
    await this.#trying(async () => {
      const log = await read();
      if (signal.aborted) return;
      this.log = log;
      this.error = undefined;
      this.#number();
    });
    this.busy = false;
    await this.updateComplete;
  }

  #scrolled() {
    const view = this.#view;
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    if (below < NEAR && this.#atEnd) this.unseen = 0;
    if (below >= NEAR && this.following && view.scrollTop < this.#top) this.following = false;
    const up = view.scrollTop < this.#top;
    this.#top = view.scrollTop;
    if (up && view.scrollTop < AHEAD && startOf(this.log) > 0) this.#extend((log) => this.#source.reader.older(log));
    else if (!up && below < AHEAD && !this.#atEnd) this.#extend((log) => this.#source.reader.newer(log));
  }

  /** Reads on at an edge, while the line at the top of the view stays where it is. */
  async #extend(read) {
    if (this.busy) return;
    const view = this.#view;
    const stay = anchor(view);
    await this.#move(() => read(this.log));
    stay();
    this.#top = view.scrollTop;
  }

  /** Shows a line, wherever it is in the log. */
  async #show({ offset, line }) {
    const { signal } = this.#source;
    this.following = false;
    this.here = offset;
    if (offset < startOf(this.log) || offset >= endOf(this.log)) await this.#move(() => this.#source.reader.around(offset, line));
    await this.updateComplete;
    // Whoever went to another log or page meanwhile keeps the address of that.
    if (signal.aborted) return;
    this.#scrollTo(offset);
    this.#at = String(offset);
    this.app.router.filter({ at: this.#at, task: this.task, file: this.file === "output.log" ? undefined : this.file });
  }

  #scrollTo(offset) {
    const view = this.#view;
    centre(view, offset, () => (this.#top = view.scrollTop));
  }

  async #jump(by, kind) {
    if (this.busy || !this.#source.reader || (kind === "matches" && this.search === "")) return;
    const { reader, signal } = this.#source;
    // Going through what is not known takes its time.
    this.busy = !this.#find.knows(kind);
    const target = await this.#trying(() => this.#find.next(reader, this.log, { kind, text: this.search, by, here: this.here, signal }));
    this.busy = false;
    if (signal.aborted) return;
    if (target) await this.#show(target);
    else this.app.actions.say(kind === "errors" ? "No further error." : "No further match.");
  }

  #searching(event) {
    this.search = event.target.value;
    this.#find.clear();
    clearTimeout(this.#timer);
    this.app.router.filter({ find: this.search || undefined });
    if (this.search && this.log.size <= SMALL) this.#timer = setTimeout(() => this.#searchAll(), SEARCH_AFTER_MS);
  }

  #searchAll() {
    return this.#trying(() => this.#find.all(this.#source.reader, this.search));
  }

  #entered(event) {
    if (event.key !== "Enter" || this.search === "") return;
    if (!this.found.matches && this.log.size > SMALL) this.#searchAll();
    this.#jump(event.shiftKey ? -1 : 1, "matches");
  }

  #choose(file) {
    this.app.router.filter({ file, at: undefined });
    this.#at = undefined;
    this.#clear();
    this.file = file;
    this.#source.read(file);
  }

  async #download() {
    this.busy = true;
    await this.#trying(async () => {
      const url = URL.createObjectURL(await this.app.api.runs.download(this.#source.place));
      const link = document.createElement("a");
      link.href = url;
      link.download = this.file;
      link.click();
      URL.revokeObjectURL(url);
    });
    this.busy = false;
  }

  /** A press on the number of a line makes an address of it. */
  #pressed(event) {
    const number = event.target.closest(".no");
    if (number) this.#show({ offset: Number(number.parentElement.dataset.at) });
  }

  render() {
    const shown = this.log !== EMPTY && linesIn(this.log) > 0;
    return html`<section class="panel log-panel" id="log" aria-labelledby="h-log">
      <div class="log-tools">
        <h2 id="h-log">Log</h2>
        <span class="faint">${this.task}</span>
        ${this.file ? tools(this, this.#seen) : nothing}
      </div>
      ${this.error ? html`<p class="log-note bad" role="alert">${icon("bad")}${this.error.message}</p>` : nothing}
      ${shown ? body(this, this.#seen) : html`<p class="log-note faint">${silence(this, this.#ended)}</p>`}
      ${this.unseen > 0 && !this.following
        ? html`<div class="log-more"><button class="btn" type="button" @click=${() => this.#follow(true)}>${many(this.unseen, "new line")}</button></div>`
        : nothing}
    </section>`;
  }

  /** What the view draws, and what it can ask for. */
  get #seen() {
    return {
      ended: this.#ended, cookie: this.state.session.cookie, url: () => this.app.api.runs.downloadUrl(this.#source.place),
      scrolled: () => this.#scrolled(), pressed: (event) => this.#pressed(event), searching: (event) => this.#searching(event), entered: (event) => this.#entered(event),
      choose: (file) => this.#choose(file),
      nextError: () => this.#jump(1, "errors"),
      wrap: () => (this.wrap = !this.wrap),
      follow: () => this.#follow(!this.following),
      download: () => this.#download(),
      earlier: () => this.#extend((log) => this.#source.reader.older(log)),
      start: () => this.#show({ offset: 0, line: 1 }),
      end: () => this.#follow(true),
    };
  }
}

customElements.define("epoch-log", Log);
