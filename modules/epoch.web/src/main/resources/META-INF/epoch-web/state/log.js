export const PIECE = 64 * 1024;
const BLOCK = 250;
const MOST_BLOCKS = 200;

// Colours of terminals say nothing here.
const ANSI = /\u001b\[[0-9;]*[A-Za-z]/g;

/** What kind of line this is: "e" for errors, "w" for warnings. */
export function kind(line) {
  if (/\b(ERROR|FATAL|SEVERE|CRITICAL)\b|\b(error|panic|fatal):|Exception\b|^Traceback/.test(line)) return "e";
  return /\bWARN(ING)?\b/.test(line) ? "w" : "";
}

/** Lines in blocks, so that adding some leaves the others as they are. Each block is `{key, lines}`. */
export const EMPTY = Object.freeze({ blocks: [], start: 0, end: 0, size: 0, complete: false });

const clean = (text) => text.replace(ANSI, "").replaceAll("\r\n", "\n").split("\n");

function chunk(lines, firstKey, step) {
  const blocks = [];
  for (let i = 0; i < lines.length; i += BLOCK) blocks.push({ key: 0, lines: lines.slice(i, i + BLOCK) });
  // Keys count upwards at the end, downwards at the start, so that old blocks keep theirs.
  if (step > 0) blocks.forEach((block, i) => (block.key = firstKey + i));
  else blocks.forEach((block, i) => (block.key = firstKey - (blocks.length - 1 - i)));
  return blocks;
}

/** The log with a piece added behind. */
export function append(log, piece) {
  if (log.blocks.length === 0) {
    return trim({ ...log, blocks: chunk(clean(piece.data), 0, 1), start: piece.offset, end: piece.nextOffset, size: piece.size });
  }
  if (piece.data === "") return { ...log, end: piece.nextOffset, size: piece.size };
  const last = log.blocks.at(-1);
  const [rest, ...more] = clean(piece.data);
  const lines = [...last.lines.slice(0, -1), last.lines.at(-1) + rest, ...more];
  const blocks = [...log.blocks.slice(0, -1), ...chunk(lines, last.key, 1)];
  return trim({ ...log, blocks, end: piece.nextOffset, size: piece.size });
}

// A log that is followed for days must not fill the tab; what falls off can be read in the download.
function trim(log) {
  const over = log.blocks.length - MOST_BLOCKS;
  return over <= 0 ? log : { ...log, blocks: log.blocks.slice(over), start: undefined };
}

/** The log with a piece put before it. */
export function prepend(log, piece) {
  const lines = clean(piece.data);
  const [first, ...others] = log.blocks;
  const joined = { key: first.key, lines: [lines.pop() + first.lines[0], ...first.lines.slice(1)] };
  const before = lines.length === 0 ? [] : chunk(lines, first.key - 1, -1);
  return { ...log, blocks: [...before, joined, ...others], start: piece.offset };
}

/** How many lines are there; behind the last line break there is none. */
export function lineCount(log) {
  const all = log.blocks.reduce((sum, block) => sum + block.lines.length, 0);
  return log.blocks.at(-1)?.lines.at(-1) === "" ? all - 1 : all;
}

/** All places of a text, as `{key, line}`; no case. */
export function find(log, text) {
  const wanted = text.toLowerCase();
  const places = [];
  if (wanted === "") return places;
  for (const block of log.blocks) {
    block.lines.forEach((line, i) => {
      if (line.toLowerCase().includes(wanted)) places.push({ key: block.key, line: i });
    });
  }
  return places;
}

/** All lines that are errors. */
export function errors(log) {
  const places = [];
  for (const block of log.blocks) {
    block.lines.forEach((line, i) => {
      if (kind(line) === "e") places.push({ key: block.key, line: i });
    });
  }
  return places;
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

/**
 * Reads a log piece by piece.
 *
 * @param {(offset: number, length: number) => Promise<{offset: number, nextOffset: number, size: number, data: string}>} read
 */
export function createReader(read) {
  return {
    /** The end of it. */
    async tail() {
      return append(EMPTY, await read(-PIECE, PIECE));
    },

    /** What came since. */
    async newer(log) {
      return append(log, await read(log.end, PIECE));
    },

    /** The piece before. An answer may be shorter than asked for, so it is read until the two meet. */
    async older(log) {
      const from = Math.max(0, log.start - PIECE);
      let data = "";
      let next = from;
      while (next < log.start) {
        const piece = await read(next, log.start - next);
        if (piece.nextOffset <= next) break;
        data += piece.data;
        next = piece.nextOffset;
      }
      return prepend(log, { data, offset: from });
    },
  };
}
