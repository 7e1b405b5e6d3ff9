import { html, nothing } from "lit";
import { isOpen, kind, parts } from "../../state/log.js";
import { count } from "../../words/numbers.js";

// The word that says how serious a line is, first in it or behind a time.
const LEVEL = /^(.{0,40}?)\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|SEVERE|CRITICAL)\b/;

/** A chunk as text; `here` is the byte of the line that was jumped to, `first` the number of its first line. */
export function lines(chunk, { search, here, first }) {
  const { offset, lines: all, starts } = chunk;
  const shown = isOpen(chunk) ? all.slice(0, -1) : all;
  return html`<ol data-chunk=${offset}>
    ${shown.map(
      (line, i) => html`<li class="${kind(line)} ${starts[i] === here ? "here" : ""}" data-at=${starts[i]}><span class="no" data-no=${first === undefined ? nothing : count(first + i)}></span><span>${search ? marked(line, search) : leveled(line)}</span></li>`,
    )}
  </ol>`;
}

const marked = (line, search) => parts(line, search).map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));

function leveled(line) {
  const match = LEVEL.exec(line);
  if (!match) return line;
  const [whole, before, level] = match;
  return html`${before}<b>${level}</b>${line.slice(whole.length)}`;
}
