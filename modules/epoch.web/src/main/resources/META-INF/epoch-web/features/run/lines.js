import { html } from "lit";
import { kind, parts } from "../../state/log.js";

/** A block of lines as text; `here` is the one that was jumped to, `last` says that nothing follows. */
export function lines({ key, lines: all }, { search, here, last }) {
  // Behind the last line break there is no line.
  const shown = last && all.at(-1) === "" ? all.slice(0, -1) : all;
  return html`<ol data-block=${key}>
    ${shown.map((line, i) => html`<li class="${kind(line)} ${i === here ? "here" : ""}">${search ? marked(line, search) : line}</li>`)}
  </ol>`;
}

const marked = (line, search) => parts(line, search).map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));
