import { html } from "lit";
import { full } from "../words/time.js";
import { icon } from "./icon.js";

/** A state: shape and word. */
export const mark = ({ word, tone, shape }) => html`<span class="st ${tone}">${icon(shape)}${word}</span>`;

/** A state in a title. */
export const badge = ({ word, tone, shape }) => html`<span class="badge ${tone}">${icon(shape)}${word}</span>`;

/** A time in few words, with all of it in the title. */
export const time = (ms, words) => html`<time datetime=${new Date(ms).toISOString()} title=${full(ms)}>${words}</time>`;

/** What somebody wrote: in whichever direction it runs, what stands around it keeps its own. */
export const quoted = (text) => html`“<bdi>${text}</bdi>”`;
