// A log may have any size: of it there is a window of whole lines in memory, in chunks, which moves over the file. Places are bytes.

export const PIECE = 64 * 1024;
/** Up to this size all of a log is gone through by itself: for the numbers of its lines, and for all that is searched. */
export const SMALL = 8 * 1024 * 1024;
const SCAN = 1024 * 1024;
const MOST_CHUNKS = 24;
const MOST_PLACES = 10_000;

// Colours of terminals say nothing here.
const ANSI = /\u001b\[[0-9;]*[A-Za-z]/g;
const encoder = new TextEncoder();
const bytes = (text) => encoder.encode(text).length;

/** What kind of line this is: "e" for errors, "w" for warnings. */
export function kind(line) {
  if (/\b(ERROR|FATAL|SEVERE|CRITICAL)\b|\b(error|panic|fatal):|Exception\b|^Traceback/.test(line)) return "e";
  return /\bWARN(ING)?\b/.test(line) ? "w" : "";
}

export const isError = (line) => kind(line) === "e";

/** A line as it is shown. */
export const plain = (line) => line.replace(ANSI, "").replace(/\r$/, "");

/**
 * Nothing of a log. A window is `{chunks, size, first}`: each chunk `{offset, end, lines, starts}` with the byte at which each line starts,
 * `first` the number of the first line if it is known.
 */
export const EMPTY = Object.freeze({ chunks: [], size: 0, first: undefined });

export const startOf = ({ chunks }) => chunks[0]?.offset ?? 0;
export const endOf = ({ chunks }) => chunks.at(-1)?.end ?? 0;
export const linesIn = ({ chunks }) => chunks.reduce((sum, { lines }) => sum + lines.length, 0) - (isOpen(chunks.at(-1)) ? 1 : 0);
/** Whether the last line of a chunk is none yet: it stands behind the last line break. */
export const isOpen = (chunk) => chunk !== undefined && !chunk.closed && chunk.lines.at(-1) === "";

/** Lines of a text that starts at a byte. What follows the last line break is a line, too, though perhaps an empty one. */
function chunk(text, offset) {
  const raw = text.split("\n");
  const ascii = bytes(text) === text.length;
  const starts = [];
  let at = offset;
  for (const line of raw) {
    starts.push(at);
    at += (ascii ? line.length : bytes(line)) + 1;
  }
  return { offset, end: at - 1, lines: raw.map(plain), starts, closed: false };
}

/** Whole lines: a line break ends the chunk, so that the next one starts with a line. */
function closed(text, offset) {
  if (!text.endsWith("\n")) return chunk(text, offset);
  const made = chunk(text.slice(0, -1), offset);
  return { ...made, end: made.end + 1, closed: true };
}

/**
 * Moves a window over a log.
 *
 * @param {(offset: number, length: number, signal?: AbortSignal) => Promise<{offset: number, nextOffset: number, size: number, data: string}>} read
 */
export function createReader(read) {
  /** Bytes from one place to another; an answer may be shorter than asked for. */
  async function range(from, to, signal) {
    let data = "";
    let next = from;
    let size = to;
    while (next < to) {
      const piece = await read(next, to - next, signal);
      size = piece.size;
      data += piece.data;
      if (piece.nextOffset <= next) break;
      next = piece.nextOffset;
    }
    return { data, end: next, size };
  }

  /** Whole lines from a place on; at the end of the file whatever there is. */
  async function forward(from) {
    const { data, end, size } = await range(from, from + PIECE);
    const cut = data.lastIndexOf("\n");
    if (end >= size || cut < 0) return { chunk: chunk(data, from), size };
    return { chunk: closed(data.slice(0, cut + 1), from), size };
  }

  /** Whole lines that end at a place. */
  async function backward(to) {
    const from = Math.max(0, to - PIECE);
    const { data, size } = await range(from, to);
    const cut = from === 0 ? -1 : data.indexOf("\n");
    // The text behind the cut is whole characters; what the cut takes away may begin within one.
    const kept = cut < 0 || cut === data.length - 1 ? data : data.slice(cut + 1);
    return { chunk: closed(kept, kept === data ? from : to - bytes(kept)), size };
  }

  return {
    /** The end of it. */
    async tail() {
      const piece = await read(-PIECE, PIECE);
      const more = piece.nextOffset < piece.size ? await range(piece.nextOffset, piece.size) : { data: "", end: piece.nextOffset };
      const data = piece.data + more.data;
      const cut = piece.offset === 0 ? -1 : data.indexOf("\n");
      const kept = cut < 0 || cut === data.length - 1 ? data : data.slice(cut + 1);
      const offset = kept === data ? piece.offset : more.end - bytes(kept);
      const log = { chunks: [chunk(kept, offset)], size: Math.max(piece.size, more.end), first: offset === 0 ? 1 : undefined };
      return startOf(log) > 0 ? this.older(log) : log;
    },

    /** From a line on, with what stands before it. `number` is that of the line, if it is known. */
    async around(offset, number) {
      const { chunk: here, size } = await forward(offset);
      const log = { chunks: [here], size, first: offset === 0 ? 1 : number };
      return offset > 0 ? this.older(log) : log;
    },

    /** With the piece before. */
    async older(log) {
      const { chunk: before, size } = await backward(startOf(log));
      const first = before.offset === 0 ? 1 : log.first === undefined ? undefined : log.first - before.lines.length;
      const chunks = [before, ...log.chunks];
      return { chunks: chunks.slice(0, MOST_CHUNKS), size: Math.max(size, log.size), first };
    },

    /** With the piece behind. */
    async newer(log) {
      const piece = await read(endOf(log), PIECE);
      return append(log, piece);
    },

    /**
     * Goes through the log from a place on and tells of the lines that are looked for.
     *
     * @param {object} what
     * @param {(line: string) => boolean} what.wanted
     * @param {number} [what.from]
     * @param {number} [what.most] after how many it stops
     * @param {AbortSignal} [what.signal]
     * @param {(found: {places: {offset: number, line: number}[], lines: number, at: number, size: number}) => void} [what.onProgress]
     * @returns what `onProgress` heard last; `line` counts from 1 at `from`
     */
    async scan({ wanted, from = 0, most = MOST_PLACES, signal, onProgress = () => {} }) {
      const places = [];
      let lines = 0;
      let at = from;
      let rest = "";
      let restAt = from;
      for (;;) {
        const piece = await read(at, SCAN, signal);
        signal?.throwIfAborted();
        const done = piece.nextOffset <= at || piece.nextOffset >= piece.size;
        const text = rest + piece.data;
        const cut = done ? text.length : text.lastIndexOf("\n") + 1;
        const whole = text.slice(0, cut);
        const { lines: found, starts } = chunk(whole.endsWith("\n") ? whole.slice(0, -1) : whole, restAt);
        if (whole !== "") {
          for (let i = 0; i < found.length && places.length < most; i++) if (wanted(found[i])) places.push({ offset: starts[i], line: lines + i + 1 });
          lines += found.length;
        }
        restAt += bytes(whole);
        rest = text.slice(cut);
        at = piece.nextOffset;
        const so = { places, lines, at: Math.min(at, piece.size), size: piece.size };
        onProgress(so);
        if (done || places.length >= most) return so;
      }
    },

    /** The last line before a place that is looked for; undefined if there is none down to about `floor`. */
    async before(place, wanted, signal, floor = 0) {
      let to = place;
      while (to > floor) {
        signal?.throwIfAborted();
        const { chunk: piece } = await backward(to);
        const i = piece.lines.findLastIndex(wanted);
        if (i >= 0) return { offset: piece.starts[i] };
        if (piece.offset >= to) return undefined;
        to = piece.offset;
      }
      return undefined;
    },
  };
}

/** The window with a piece added behind; what it leaves above falls off. */
export function append(log, { offset, nextOffset, size = nextOffset, data }) {
  const known = Math.max(size, nextOffset, log.size);
  if (data === "") return { ...log, size: known };
  if (log.chunks.length === 0) return { chunks: [chunk(data, offset)], size: known, first: offset === 0 ? 1 : undefined };
  const last = log.chunks.at(-1);
  const before = log.chunks.slice(0, -1);
  if (last.closed) return trim({ chunks: [...before, last, chunk(data, last.end)], size: known, first: log.first });
  // The last line may have been cut off: what comes goes on with it.
  const [rest, ...more] = data.split("\n");
  const end = last.end + bytes(rest);
  const behind = more.length > 0 ? chunk(more.join("\n"), end + 1) : { lines: [], starts: [], end };
  const start = last.starts.at(-1);
  const lines = [plain(last.lines.at(-1) + rest), ...behind.lines];
  const starts = [start, ...behind.starts];
  const old = { ...last, lines: last.lines.slice(0, -1), starts: last.starts.slice(0, -1), end: start };
  const full = last.end - last.offset >= PIECE && old.lines.length > 0;
  const added = full
    ? [{ ...old, closed: true }, { offset: start, lines, starts, end: behind.end, closed: false }]
    : [{ ...old, lines: [...old.lines, ...lines], starts: [...old.starts, ...starts], end: behind.end }];
  return trim({ chunks: [...before, ...added], size: known, first: log.first });
}

function trim(log) {
  const over = log.chunks.length - MOST_CHUNKS;
  if (over <= 0) return log;
  const dropped = log.chunks.slice(0, over).reduce((sum, { lines }) => sum + lines.length, 0);
  return { ...log, chunks: log.chunks.slice(over), first: log.first === undefined ? undefined : log.first + dropped };
}

/** All lines of the window that are looked for, as `{offset, text}`. */
export function within({ chunks }, wanted) {
  return chunks.flatMap(({ lines, starts }) => lines.flatMap((text, i) => (wanted(text) ? [{ offset: starts[i], text }] : [])));
}

/** Whether a line has a text in it, whatever its case. */
export function containing(text) {
  const lower = text.toLowerCase();
  return (line) => line.toLowerCase().includes(lower);
}

/** Parts of a line, with what was searched for apart: `[{text, hit}]`. */
export function parts(line, text) {
  if (text === "") return [{ text: line, hit: false }];
  const found = [];
  const lower = line.toLowerCase();
  const wanted = text.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) found.push({ text: line.slice(from, at), hit: false });
    found.push({ text: line.slice(at, at + wanted.length), hit: true });
    from = at + wanted.length;
  }
  if (from < line.length) found.push({ text: line.slice(from), hit: false });
  return found;
}
