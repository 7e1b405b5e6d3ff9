import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { Element } from "../../components/element.js";
import { icon } from "../../components/icon.js";
import { EMPTY, append, containing, createReader, endOf, kind, linesIn, startOf, within } from "../../state/log.js";
import { bytes, count, many } from "../../words/numbers.js";
import { ENDED_TASK } from "../../words/states.js";
import { lines } from "./lines.js";

const EVERY_MS = 2_000;
// Up to this size all of it is gone through by itself: for the numbers of lines, and for all that is searched.
const SMALL = 8 * 1024 * 1024;
const SEARCH_AFTER_MS = 250;
// Within this of the end, in pixels, a reader sees the end; within that of an edge, more is read.
const NEAR = 24;
const AHEAD = 800;

const isError = (line) => kind(line) === "e";

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
  #watch;
  #reader;
  #opened = "";
  #at;
  #top = 0;
  #work = new AbortController();
  #scanning = new AbortController();
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
    this.#keys = this.app.keys.add({
      l: () => this.#view?.focus(),
      f: () => this.#follow(!this.following),
      w: () => (this.wrap = !this.wrap),
      n: () => this.#jump(1, containing(this.search), "matches"),
      N: () => this.#jump(-1, containing(this.search), "matches"),
      "]": () => this.#jump(1, isError, "errors"),
      "[": () => this.#jump(-1, isError, "errors"),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    this.#stop();
    this.#opened = "";
  }

  willUpdate() {
    const wanted = `${this.run.topologyId}/${this.run.runId}/${this.task}/${this.run.tasks[this.task].attempt ?? 1}`;
    if (wanted === this.#opened) {
      this.#asked();
      return;
    }
    this.#opened = wanted;
    this.#at = this.state.route.query.at;
    this.#open();
  }

  /** The address may ask for another line of what is open already. */
  #asked() {
    const { at } = this.state.route.query;
    if (at === this.#at) return;
    this.#at = at;
    if (this.file && /^\d+$/.test(at ?? "") && Number(at) !== this.here) queueMicrotask(() => this.#show({ offset: Number(at) }));
  }

  #reset() {
    this.files = undefined;
    this.file = undefined;
    this.log = EMPTY;
    this.error = undefined;
    this.here = undefined;
    this.found = {};
    this.unseen = 0;
    this.following = true;
    this.busy = false;
  }

  #stop() {
    this.#watch?.stop();
    this.#work.abort();
    this.#scanning.abort();
    clearTimeout(this.#timer);
  }

  get #ended() {
    return ENDED_TASK.has(this.run.tasks[this.task].state);
  }

  get #place() {
    return { topologyId: this.run.topologyId, runId: this.run.runId, task: this.task, file: this.file };
  }

  get #atEnd() {
    return endOf(this.log) >= this.log.size;
  }

  /** Finds the files, then reads one; a task that starts may have none yet, so it is asked again. */
  #open() {
    this.#stop();
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
        if (first) this.#read(first.name, this.state.route.query.at);
        else if (this.#ended) this.#watch.stop();
      },
      onError: (error) => {
        this.error = error;
        if (this.#ended && error.status === 404) this.#watch.stop();
      },
    });
  }

  async #read(file, at) {
    this.#stop();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.file = file;
    this.log = EMPTY;
    this.error = undefined;
    this.unseen = 0;
    this.found = {};
    const place = this.#place;
    this.#reader = createReader((offset, length, stop) => this.app.api.runs.read(place, offset, length, stop));
    const asked = /^\d+$/.test(at ?? "") ? Number(at) : undefined;
    try {
      const log = asked === undefined ? await this.#reader.tail() : await this.#reader.around(asked);
      if (signal.aborted) return;
      this.log = log;
      this.here = asked;
      this.following = asked === undefined;
      await this.updateComplete;
      if (asked === undefined) this.#toEnd();
      else this.#scrollTo(asked);
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
      // A log that just begins may not be there yet.
      if (error.passing || !this.#ended) this.#timer = setTimeout(() => this.#read(file, at), EVERY_MS);
      return;
    }
    if (this.log.size <= SMALL) this.#index(asked === undefined);
    if (this.search) this.#searchAll();
    if (!this.#ended) this.#tail(place, signal);
  }

  /** Hears what is written: as events, or by asking again and again where events do not come through. */
  async #tail(place, signal) {
    let whole = false;
    try {
      await this.app.api.runs.follow(place, this.log.size, {
        signal,
        onEvent: ({ event, data }) => {
          if (event === "data" && data) this.#grow(data);
          if (event === "end") whole = true;
        },
      });
    } catch {
      if (signal.aborted) return;
    }
    if (signal.aborted || whole) return;
    let last = false;
    this.#watch = this.app.stream.watch({
      every: EVERY_MS,
      load: () => {
        // Only what was read after the end of the task is the whole.
        last = this.#ended;
        return this.app.api.runs.read(place, this.log.size, 65_536);
      },
      onData: (piece) => {
        this.error = undefined;
        this.#grow(piece);
        if (piece.nextOffset < piece.size) queueMicrotask(() => this.#watch.now());
        else if (last) {
          this.#watch.stop();
          if (this.run.state === "FAILED") this.#index(this.following);
        }
      },
      onError: (error) => (this.error = error),
    });
  }

  /** Something was written: the window grows if it is at the end, else only the log. */
  async #grow(piece) {
    const before = this.log;
    const added = piece.data.split("\n").length - 1;
    if (this.found.lines !== undefined) this.found = { ...this.found, lines: this.found.lines + added };
    if (this.#atEnd && piece.offset === endOf(before)) this.log = append(before, piece);
    else this.log = { ...before, size: Math.max(before.size, piece.nextOffset) };
    if (this.following) {
      await this.updateComplete;
      this.#toEnd();
    } else this.unseen += added;
  }

  /** Goes through a small log: how many lines, which are errors. The last error of a failed run is what its reader wants to see. */
  async #index(goThere) {
    const { signal } = this.#work;
    try {
      const { places, lines: all } = await this.#reader.scan({ wanted: isError, signal });
      this.found = { ...this.found, errors: places, lines: all };
      if (this.log.first === undefined && this.#atEnd) this.log = { ...this.log, first: all - linesIn(this.log) + 1 };
      const last = places.at(-1);
      if (last && this.run.state === "FAILED" && this.run.tasks[this.task].state === "FAILED") {
        await this.#say(last);
        if (goThere && this.following) this.#show(last);
      }
    } catch (error) {
      if (!signal.aborted) this.error = error;
    }
  }

  async #say({ offset, line }) {
    const log = await this.#reader.around(offset);
    const text = within(log, () => true).find((each) => each.offset === offset)?.text;
    if (text) this.dispatchEvent(new CustomEvent("said", { detail: { text, line, offset } }));
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
    if (!this.#atEnd) await this.#move(() => this.#reader.tail());
    this.here = undefined;
    await this.updateComplete;
    this.#toEnd();
  }

  async #move(read) {
    if (this.busy) return;
    this.busy = true;
    const { signal } = this.#work;
    try {
      const log = await read();
      if (signal.aborted) return;
      const number = this.found.lines !== undefined && log.first === undefined && endOf(log) >= log.size ? this.found.lines - linesIn(log) + 1 : log.first;
      this.log = { ...log, first: number };
      this.error = undefined;
    } catch (error) {
      if (!signal.aborted) this.error = error;
    } finally {
      this.busy = false;
    }
    await this.updateComplete;
  }

  #scrolled() {
    const view = this.#view;
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    if (below < NEAR && this.#atEnd) this.unseen = 0;
    if (below >= NEAR && this.following && view.scrollTop < this.#top) this.following = false;
    const up = view.scrollTop < this.#top;
    this.#top = view.scrollTop;
    if (up && view.scrollTop < AHEAD && startOf(this.log) > 0) this.#extend((log) => this.#reader.older(log));
    else if (!up && below < AHEAD && !this.#atEnd) this.#extend((log) => this.#reader.newer(log));
  }

  /** Reads on at an edge, while the line at the top of the view stays where it is. */
  async #extend(read) {
    if (this.busy) return;
    const view = this.#view;
    const top = view.getBoundingClientRect().top;
    const anchor = [...view.querySelectorAll("ol")].find((list) => list.getBoundingClientRect().bottom > top);
    const line = anchor && [...anchor.children].find((each) => each.getBoundingClientRect().bottom > top);
    const at = line?.dataset.at;
    const was = line ? line.getBoundingClientRect().top : 0;
    await this.#move(() => read(this.log));
    const now = at && view.querySelector(`li[data-at="${at}"]`);
    if (now) view.scrollTop += now.getBoundingClientRect().top - was;
    this.#top = view.scrollTop;
  }

  /** Shows a line, wherever it is in the log. */
  async #show({ offset, line }) {
    this.following = false;
    this.here = offset;
    if (offset < startOf(this.log) || offset >= endOf(this.log)) {
      await this.#move(() => this.#reader.around(offset, line));
    }
    await this.updateComplete;
    this.#scrollTo(offset);
    this.app.router.filter({ at: String(offset), task: this.task, file: this.file === "output.log" ? undefined : this.file });
  }

  /** Twice, because chunks that were never seen have their height only once they come near. */
  #scrollTo(offset, again = true) {
    const view = this.#view;
    const there = view?.querySelector(`li[data-at="${offset}"]`);
    if (!there) return;
    view.scrollTop += there.getBoundingClientRect().top - view.getBoundingClientRect().top - view.clientHeight / 2;
    this.#top = view.scrollTop;
    if (again) requestAnimationFrame(() => this.#scrollTo(offset, false));
  }

  /** To the next or the one before: among what was found, else by going on from here. */
  async #jump(by, wanted, kindOf) {
    if (this.busy || (kindOf === "matches" && this.search === "")) return;
    const known = this.found[kindOf];
    const from = this.here ?? (by > 0 ? startOf(this.log) - 1 : this.log.size);
    let target;
    if (known && this.found[`${kindOf}All`] !== false) {
      target = by > 0 ? (known.find(({ offset }) => offset > from) ?? known[0]) : (known.findLast(({ offset }) => offset < from) ?? known.at(-1));
    } else {
      const near = within(this.log, wanted);
      target = by > 0 ? near.find(({ offset }) => offset > from) : near.findLast(({ offset }) => offset < from);
      if (!target) {
        this.busy = true;
        const { signal } = this.#work;
        try {
          const far =
            by > 0
              ? (await this.#reader.scan({ wanted, from: Math.max(endOf(this.log), 0), most: 1, signal })).places[0]
              : await this.#reader.before(Math.min(startOf(this.log), this.log.size), wanted, signal);
          target = far && { offset: far.offset };
        } catch (error) {
          if (!signal.aborted) this.error = error;
        } finally {
          this.busy = false;
        }
      }
    }
    if (target) await this.#show({ offset: target.offset, line: target.line });
    else this.app.actions.say(kindOf === "errors" ? "No further error." : "No further match.");
  }

  #searching(event) {
    this.search = event.target.value;
    this.found = { ...this.found, matches: undefined };
    this.#scanning.abort();
    clearTimeout(this.#timer);
    this.app.router.filter({ find: this.search || undefined });
    if (this.search && this.log.size <= SMALL) this.#timer = setTimeout(() => this.#searchAll(), SEARCH_AFTER_MS);
  }

  async #searchAll() {
    this.#scanning.abort();
    this.#scanning = new AbortController();
    const { signal } = this.#scanning;
    const text = this.search;
    try {
      await this.#reader.scan({
        wanted: containing(text),
        signal,
        onProgress: ({ places, at, size }) => {
          if (!signal.aborted) this.found = { ...this.found, matches: [...places], matchesAll: at >= size, progress: size > 0 ? at / size : 1 };
        },
      });
    } catch (error) {
      if (!signal.aborted) this.error = error;
    }
  }

  #entered(event) {
    if (event.key !== "Enter" || this.search === "") return;
    if (!this.found.matches && this.log.size > SMALL) this.#searchAll();
    this.#jump(event.shiftKey ? -1 : 1, containing(this.search), "matches");
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
        ${this.file ? this.#tools() : nothing}
      </div>
      ${this.error ? html`<p class="log-note bad" role="alert">${icon("bad")}${this.error.message}</p>` : nothing}
      ${shown ? this.#lines() : html`<p class="log-note faint">${this.#nothing()}</p>`}
      ${this.unseen > 0 && !this.following
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
    const { matches, matchesAll, progress } = this.found;
    const place = matches?.findIndex(({ offset }) => offset === this.here) ?? -1;
    const failed = this.found.errors?.length ?? within(this.log, isError).length;
    return html`
      <label class="search">
        <span class="vh">Search in this log</span>
        ${icon("search")}
        <input class="in" type="search" data-search placeholder=${this.log.size > SMALL ? "Search, Enter goes through all" : "Search this log"} autocomplete="off" spellcheck="false" .value=${live(this.search)}
          @input=${this.#searching} @keydown=${this.#entered} />
        ${this.search && matches
          ? html`<span class="hits" role="status">${place >= 0 ? `${count(place + 1)} of ` : ""}${count(matches.length)}${matchesAll ? "" : ` · ${Math.floor(progress * 100)} %`}</span>`
          : nothing}
      </label>
      ${this.files?.length > 1
        ? html`<select class="in file" aria-label="Log file" @change=${(event) => (this.app.router.filter({ file: event.target.value, at: undefined }), this.#read(event.target.value))}>
            ${this.files.map(({ name }) => html`<option ?selected=${name === this.file}>${name}</option>`)}
          </select>`
        : nothing}
      ${failed > 0 ? html`<button class="btn" type="button" @click=${() => this.#jump(1, isError, "errors")}>Next error <kbd>]</kbd></button>` : nothing}
      <div class="btns push">
        <button class="btn" type="button" aria-pressed=${this.wrap} @click=${() => (this.wrap = !this.wrap)}>Wrap</button>
        ${this.#ended ? nothing : html`<button class="btn" type="button" aria-pressed=${this.following} @click=${() => this.#follow(!this.following)}>Follow</button>`}
        ${this.state.session.cookie
          ? html`<a class="btn quiet" href=${this.app.api.runs.downloadUrl(this.#place)} download=${this.file}>Download <span class="faint">${bytes(this.log.size)}</span></a>`
          : html`<button class="btn quiet" type="button" ?disabled=${this.busy} title=${this.busy ? "It is being read" : nothing} @click=${this.#download}>Download <span class="faint">${bytes(this.log.size)}</span></button>`}
      </div>
    `;
  }

  #lines() {
    const { chunks, first, size } = this.log;
    const start = startOf(this.log);
    let number = first;
    return html`<div class="log ${this.wrap ? "" : "nowrap-log"}" tabindex="0" role="region" aria-label="Lines of the log" @scroll=${this.#scrolled} @click=${this.#pressed}>
      ${start > 0
        ? html`<p class="gap">
            ${first === undefined ? `${bytes(start)} above` : `${many(first - 1, "line")} above`}
            <button class="linkish" type="button" ?disabled=${this.busy} @click=${() => this.#extend((log) => this.#reader.older(log))}>Load earlier</button> ·
            <button class="linkish" type="button" ?disabled=${this.busy} @click=${() => this.#show({ offset: 0, line: 1 })}>Start</button>
          </p>`
        : nothing}
      ${repeat(
        chunks,
        ({ offset }) => offset,
        (chunk) => {
          const here = this.here >= chunk.offset && this.here < Math.max(chunk.end, chunk.offset + 1) ? this.here : undefined;
          const from = number;
          if (number !== undefined) number += chunk.lines.length;
          return guard([chunk, this.search, here, from], () => lines(chunk, { search: this.search, here, first: from }));
        },
      )}
      ${endOf(this.log) < size
        ? html`<p class="gap">${bytes(size - endOf(this.log))} below <button class="linkish" type="button" ?disabled=${this.busy} @click=${() => this.#follow(true)}>End</button></p>`
        : this.#ended
          ? html`<p class="gap">End of log${this.found.lines ? `, ${many(this.found.lines, "line")}` : ""}</p>`
          : nothing}
    </div>`;
  }
}

customElements.define("epoch-log", Log);
