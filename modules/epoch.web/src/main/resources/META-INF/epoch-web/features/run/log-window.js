import { EMPTY, append, endOf, linesIn, startOf } from "../../state/log.js";
import { anchor, bring, topOf } from "./log-scroll.js";

// Within this of the end, in pixels, a reader sees the end; within that of an edge, more is read.
const NEAR = 24;
const AHEAD = 800;
// Somebody who scrolls has come to rest when nothing moved for this long.
const REST_MS = 300;
// Within so many frames all that is near the end has been drawn.
const FRAMES = 3;

/**
 * What is seen of a log: a window that moves over a file of any size, follows what is written while its reader is at the end, and keeps the
 * line that they read where it is. Belongs to the element that draws it, which has a `.log` that scrolls.
 */
export class LogWindow {
  log = EMPTY;
  /** Where the line begins that somebody went to. */
  here;
  following = true;
  /** How many lines came below what is seen. */
  unseen = 0;
  /** Whether something is read or gone through. */
  busy = false;
  error;

  #host;
  #source;
  #lines;
  #rested;
  #top = 0;
  #resting;

  /**
   * @param {import("lit").LitElement} host
   * @param {object} with
   * @param {() => {reader: object, signal: AbortSignal}} with.source the file that is read
   * @param {() => number | undefined} with.lines how many lines it has, if that is known
   * @param {(top: number | undefined) => void} with.rested hears where the line begins that its reader has scrolled to the top; undefined
   *     when they are at the end
   */
  constructor(host, { source, lines, rested }) {
    this.#host = host;
    this.#source = source;
    this.#lines = lines;
    this.#rested = rested;
  }

  #set(changes) {
    Object.assign(this, changes);
    this.#host.requestUpdate();
  }

  /** Another file comes. */
  clear() {
    this.stop();
    this.#set({ log: EMPTY, error: undefined, here: undefined, unseen: 0, following: true, busy: false });
  }

  stop() {
    clearTimeout(this.#resting);
  }

  /** Does something with the file that is read; if another one is read meanwhile, nobody hears of it. */
  async trying(work) {
    const { signal } = this.#source();
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted) this.#set({ error });
      return undefined;
    }
  }

  /** The same, and whoever looks sees that it takes its time. */
  async working(work, takesTime = true) {
    this.#set({ busy: takesTime });
    const answer = await this.trying(work);
    this.#set({ busy: false });
    return answer;
  }

  tell(error) {
    this.#set({ error });
  }

  get isAtEnd() {
    return endOf(this.log) >= this.log.size;
  }

  get #view() {
    return this.#host.querySelector(".log");
  }

  focus() {
    this.#view?.focus();
  }

  /** Opens where its reader was, with `top` at the top of the view, else with the line that they went to in the middle, else at the end. */
  async begin(log, { here, top }) {
    this.#set({ log, here, following: here === undefined && top === undefined });
    const { signal } = this.#source();
    await this.#host.updateComplete;
    if (signal.aborted) return;
    if (this.following) this.#toEnd();
    else if (top === undefined) this.#scrollTo(here);
    else this.#scrollTo(top, 0);
  }

  /** So many lines were written: the window grows if it is at the end, else only the log. */
  async grow(piece, added) {
    const before = this.log;
    if (this.isAtEnd && piece.offset === endOf(before)) this.#set({ log: append(before, piece) });
    else this.#set({ log: { ...before, size: Math.max(before.size, piece.nextOffset) } });
    if (this.following) {
      await this.#host.updateComplete;
      this.#toEnd();
    } else this.#set({ unseen: this.unseen + added });
  }

  /** Numbers the first line, where its number follows from how many there are. */
  number() {
    const lines = this.#lines();
    if (this.log.first === undefined && this.isAtEnd && lines !== undefined) this.#set({ log: { ...this.log, first: lines - linesIn(this.log) + 1 } });
  }

  /** Several times, because lines that were never seen have their height only once they were drawn near. */
  #toEnd(more = FRAMES) {
    const view = this.#view;
    if (view) {
      view.scrollTop = view.scrollHeight;
      this.#top = view.scrollTop;
      if (more > 0) requestAnimationFrame(() => this.following && this.#toEnd(more - 1));
    }
    this.#set({ unseen: 0 });
  }

  #scrollTo(offset, share) {
    const view = this.#view;
    bring(view, offset, {
      share,
      // It is not its reader who scrolls here.
      moved: () => {
        this.#top = view.scrollTop;
        this.stop();
      },
    });
  }

  /** Goes with what is written, or stays. */
  async follow(on) {
    this.#set({ following: on });
    if (!on) return;
    if (!this.isAtEnd) await this.#move(() => this.#source().reader.tail());
    this.#set({ here: undefined });
    await this.#host.updateComplete;
    this.#toEnd();
  }

  /** Shows a line, wherever it is in the log. @returns whether it is this log still that is shown */
  async show({ offset, line }) {
    const { signal, reader } = this.#source();
    this.#set({ following: false, here: offset });
    if (offset < startOf(this.log) || offset >= endOf(this.log)) await this.#move(() => reader.around(offset, line));
    await this.#host.updateComplete;
    if (signal.aborted) return false;
    this.#scrollTo(offset);
    return true;
  }

  async #move(read) {
    if (this.busy) return;
    const { signal } = this.#source();
    await this.working(async () => {
      const log = await read();
      if (signal.aborted) return;
      this.#set({ log, error: undefined });
      this.number();
    });
    await this.#host.updateComplete;
  }

  /** Its reader scrolls: whoever scrolls up follows no more, and at an edge more is read. */
  scrolled() {
    const view = this.#view;
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    const up = view.scrollTop < this.#top;
    if (view.scrollTop !== this.#top) this.#restSoon();
    this.#top = view.scrollTop;
    if (below < NEAR && this.isAtEnd && this.unseen > 0) this.#set({ unseen: 0 });
    if (below >= NEAR && this.following && up) this.#set({ following: false });
    if (up && view.scrollTop < AHEAD && startOf(this.log) > 0) this.earlier();
    else if (!up && below < AHEAD && !this.isAtEnd) this.#extend((log) => this.#source().reader.newer(log));
  }

  #restSoon() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      const view = this.#view;
      if (view) this.#rested(this.following ? undefined : topOf(view));
    }, REST_MS);
  }

  earlier() {
    return this.#extend((log) => this.#source().reader.older(log));
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
}
