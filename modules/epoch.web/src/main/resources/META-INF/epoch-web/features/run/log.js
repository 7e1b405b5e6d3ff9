import { html, nothing } from "lit";
import { Element } from "../../components/element.js";
import { icon } from "../../components/icon.js";
import { save } from "../../components/save.js";
import { createAhead } from "../../state/ahead.js";
import { EMPTY, SMALL, linesIn, within } from "../../state/log.js";
import { many } from "../../words/numbers.js";
import { ENDED_TASK } from "../../words/states.js";
import { createSearch, lastError } from "./log-search.js";
import { createSource } from "./log-source.js";
import { body, isComing, silence, tools } from "./log-view.js";
import { LogWindow } from "./log-window.js";

const SEARCH_AFTER_MS = 250;

const place = (at) => (/^\d+$/.test(at ?? "") ? Number(at) : undefined);

/** The log of a task: what is read of it is seen through a window, and searched. Lines are text and nothing else. */
class Log extends Element {
  static properties = {
    ...Element.properties,
    run: { attribute: false },
    task: { attribute: false },
    files: { state: true },
    file: { state: true },
    wrap: { state: true },
    search: { state: true },
    found: { state: true },
  };

  #keys;
  #source;
  #window = new LogWindow(this, { source: () => this.#source, lines: () => this.found.lines, rested: (top) => this.#rest(top) });
  #find = createSearch((found) => (this.found = found));
  #opened = "";
  #at;
  #whole = false;
  #told = false;
  #timer;
  // Each step goes on from where the one before it leads.
  #going = false;
  #ahead = createAhead({
    coming: () => this.#going || this.#window.busy || isComing(this.#seen),
    where: () => `${this.#opened} ${this.file} ${this.search}`,
    press: (way) => this.#step(way),
  });

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
        opened: (log) => this.#begin(log),
        grew: (piece) => this.#grow(piece),
        whole: () => {
          this.#whole = true;
          this.requestUpdate();
        },
        error: (error) => this.#window.tell(error),
      },
    });
    this.#keys = this.app.keys.add({
      l: () => this.#bring(),
      f: () => this.#follow(!this.#window.following),
      w: () => (this.wrap = !this.wrap),
      n: () => this.#jump(1, "matches"),
      N: () => this.#jump(-1, "matches"),
      "]": () => this.#jump(1, "errors"),
      "[": () => this.#jump(-1, "errors"),
    }, () => isComing(this.#seen));
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
      const { at, top, file } = this.state.route.query;
      this.#at = at;
      this.#stop();
      this.#reset();
      this.#source.open({ topologyId, runId, task: this.task }, file, place(top) ?? place(at));
      return;
    }
    this.#goWhereAsked();
    this.#tell();
  }

  updated() {
    this.#ahead.resume();
    super.updated();
  }

  /** The address may ask for another line of what is open already. */
  #goWhereAsked() {
    const { at } = this.state.route.query;
    if (at === this.#at) return;
    this.#at = at;
    const offset = place(at);
    if (this.file && offset !== undefined && offset !== this.#window.here) queueMicrotask(() => this.#show({ offset }));
  }

  #reset() {
    this.files = undefined;
    this.file = undefined;
    this.#clear();
  }

  #clear() {
    this.#window.clear();
    this.#whole = false;
    this.#told = false;
    this.#find.reset();
  }

  #stop() {
    this.#source.stop();
    this.#find.stop();
    this.#window.stop();
    clearTimeout(this.#timer);
  }

  get #ended() {
    return ENDED_TASK.has(this.run.tasks[this.task].state);
  }

  get #failed() {
    return this.run.state === "FAILED" && this.run.tasks[this.task].state === "FAILED";
  }

  async #begin(log) {
    const { signal } = this.#source;
    const { at, top } = this.state.route.query;
    await this.#window.begin(log, { here: place(at), top: place(top) });
    if (signal.aborted) return;
    if (log.size <= SMALL && !this.#told) {
      await this.#window.trying(() => this.#find.index(this.#source.reader, signal));
      if (signal.aborted) return;
      this.#window.number();
    }
    if (this.search) this.#searchAll();
  }

  #grow(piece) {
    const added = piece.data.split("\n").length - 1;
    if (piece.data !== "") this.#find.grew(added);
    return this.#window.grow(piece, added);
  }

  /** The last error of a failed run is what its reader wants to see, once all of the log is there. */
  async #tell() {
    if (this.#told || !this.#whole || !this.#failed) return;
    this.#told = true;
    const { reader, signal } = this.#source;
    await this.#window.trying(async () => {
      const last = await lastError(this.#find, reader, this.#window.log.size, signal);
      if (signal.aborted) return;
      this.#window.number();
      if (!last) return;
      const log = await reader.around(last.offset);
      if (signal.aborted) return;
      const text = within(log, () => true).find(({ offset }) => offset === last.offset)?.text;
      if (text) this.dispatchEvent(new CustomEvent("said", { detail: { text, ...last } }));
      if (this.#window.following && this.#window.here === undefined) await this.#show(last);
    });
  }

  /** Shows a line, and makes an address of it; whoever went to another log or page meanwhile keeps the address of that. */
  async #show(target) {
    if (!(await this.#window.show(target))) return;
    this.#at = String(target.offset);
    this.#go({ at: this.#at, top: undefined });
  }

  /** Goes with what is written, whatever the address has led to, or stays. */
  #follow(on) {
    if (on) {
      this.#at = undefined;
      this.#go({ at: undefined, top: undefined });
    }
    return this.#window.follow(on);
  }

  /** Whoever comes by the same address, or again, sees the lines that its reader has scrolled to. */
  #rest(top) {
    if (String(top ?? "") !== (this.state.route.query.top ?? "")) this.#go({ top: top === undefined ? undefined : String(top) });
  }

  /** The address says where in which log its reader is. */
  #go(where) {
    this.app.router.filter({ ...where, task: this.task, file: this.file === "output.log" ? undefined : this.file });
  }

  /** Brings the log before the eyes of whoever asked for it, and keys to it. */
  #bring() {
    this.#window.focus();
    this.querySelector("#log").scrollIntoView({ block: "start" });
  }

  /** Shows a line of this log, wherever the page is. */
  async reveal(offset) {
    await this.#show({ offset });
    this.#bring();
  }

  /** Goes to another error or match, in its turn. */
  #jump(by, kind) {
    this.#ahead.press({ by, kind });
  }

  async #step({ by, kind }) {
    const { reader, signal } = this.#source;
    const { log, here } = this.#window;
    if (!reader || (kind === "matches" && this.search === "")) return;
    this.#going = true;
    try {
      // Going through what is not known takes its time.
      const target = await this.#window.working(() => this.#find.next(reader, log, { kind, text: this.search, by, here, signal }), !this.#find.knows(kind));
      if (signal.aborted) return;
      if (target) await this.#show(target);
      else this.app.actions.say(kind === "errors" ? "No further error." : "No further match.");
    } finally {
      this.#going = false;
      this.requestUpdate();
    }
  }

  #searching(event) {
    this.search = event.target.value;
    this.#find.clear();
    clearTimeout(this.#timer);
    this.app.router.filter({ find: this.search || undefined });
    if (this.search && this.#window.log.size <= SMALL) this.#timer = setTimeout(() => this.#searchAll(), SEARCH_AFTER_MS);
  }

  #searchAll() {
    return this.#window.trying(() => this.#find.all(this.#source.reader, this.search));
  }

  #entered(event) {
    if (event.key !== "Enter" || this.search === "") return;
    if (!this.found.matches && this.#window.log.size > SMALL) this.#searchAll();
    this.#jump(event.shiftKey ? -1 : 1, "matches");
  }

  #choose(file) {
    this.app.router.filter({ file, at: undefined, top: undefined });
    this.#at = undefined;
    this.#clear();
    this.file = file;
    this.#source.read(file);
  }

  #download() {
    return this.#window.working(async () => save(this.file, await this.app.api.runs.download(this.#source.place)));
  }

  /** A press on the number of a line makes an address of it. */
  #pressed(event) {
    const number = event.target.closest(".no");
    if (number) this.#show({ offset: Number(number.parentElement.dataset.at) });
  }

  render() {
    const { log, error, unseen, following } = this.#window;
    const shown = log !== EMPTY && linesIn(log) > 0;
    return html`<section class="panel log-panel" id="log" aria-labelledby="h-log">
      <div class="log-tools">
        <h2 id="h-log">Log</h2>
        <span class="faint">${this.task}</span>
        ${this.file ? tools(this.#seen, this.#asked) : nothing}
      </div>
      ${error ? html`<p class="log-note bad" role="alert">${icon("bad")}${error.message}</p>` : nothing}
      ${shown ? body(this.#seen, this.#asked) : html`<p class="log-note faint">${silence(this.#seen)}</p>`}
      ${unseen > 0 && !following
        ? html`<div class="log-more"><button class="btn" type="button" @click=${() => this.#follow(true)}>${many(unseen, "new line")}</button></div>`
        : nothing}
    </section>`;
  }

  /** What there is to draw. */
  get #seen() {
    const { log, here, following, busy, error } = this.#window;
    const { files, file, search, wrap, found } = this;
    return { log, here, following, busy, error, files, file, search, wrap, found, ended: this.#ended, cookie: this.state.session.cookie };
  }

  /** What its reader can ask for. */
  #asked = {
    url: () => this.app.api.runs.downloadUrl(this.#source.place),
    scrolled: () => this.#window.scrolled(),
    pressed: (event) => this.#pressed(event),
    searching: (event) => this.#searching(event),
    entered: (event) => this.#entered(event),
    choose: (file) => this.#choose(file),
    nextError: () => this.#jump(1, "errors"),
    wrap: () => (this.wrap = !this.wrap),
    follow: () => this.#follow(!this.#window.following),
    download: () => this.#download(),
    earlier: () => this.#window.earlier(),
    start: () => this.#show({ offset: 0, line: 1 }),
    end: () => this.#follow(true),
  };
}

customElements.define("epoch-log", Log);
