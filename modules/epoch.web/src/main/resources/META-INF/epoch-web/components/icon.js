import { html, svg } from "lit";

// 16 × 16, even-odd fill; one shape for each state, as the console draws them.
const DISC = "M8,1a7,7,0,1,0,0,14A7,7,0,0,0,8,1Z";
const RING = `${DISC}m0,1.5a5.5,5.5,0,1,1,0,11,5.5,5.5,0,0,1,0-11Z`;
const CHECK = "M11.7,6l-4.3,5.2a.8,.8,0,0,1-1.2,0L4.3,9l1.2-1,1.3,1.5L10.5,5Z";

const SHAPES = {
  active: "M8,5a3,3,0,1,0,0,6a3,3,0,0,0,0-6Z",
  pause: `${DISC}M5.5,5H7v6H5.5ZM9,5h1.5v6H9Z`,
  deleted: `${DISC}M4.9,3.5a5.5,5.5,0,0,1,7.6,7.6ZM3.5,4.9l7.6,7.6a5.5,5.5,0,0,1-7.6-7.6Z`,
  run: `${RING}M6.3,4.9v6.2L11.3,8Z`,
  ok: `${DISC}${CHECK}`,
  done: `${RING}${CHECK}`,
  bad: "M3,1.5h10A1.5,1.5,0,0,1,14.5,3v10a1.5,1.5,0,0,1-1.5,1.5H3A1.5,1.5,0,0,1,1.5,13V3A1.5,1.5,0,0,1,3,1.5Zm2.6,3L4.5,5.6,6.9,8l-2.4,2.4,1.1,1.1L8,9.1l2.4,2.4,1.1-1.1L9.1,8l2.4-2.4-1.1-1.1L8,6.9Z",
  skip: "M2,3.5L7,8l-5,4.5Zm5.5,0L12.5,8l-5,4.5Zm5.5,0h1.5v9H13Z",
  start: `${DISC}m0,1.5v11a5.5,5.5,0,0,1,0-11Z`,
  cancel: `${RING}M4.8,7.25v1.5h6.4v-1.5Z`,
  unknown: `${RING}M7.25,10.2h1.5v1.5h-1.5Zm0-.9c0-2,1.7-1.8,1.7-3,0-.6-.4-.9-.95-.9-.6,0-1,.4-1.05,1.1H5.5C5.55,4.95,6.6,4,8,4c1.45,0,2.45,.85,2.45,2.15,0,1.85-1.7,1.95-1.7,3.15Z`,
  late: `${RING}M7.25,4.2v4.3l3.1,1.9,.8-1.3L8.75,7.7V4.2Z`,
  search: "M7 1.5a5.5 5.5 0 1 0 3.3 9.9l3.2 3.2 1.1-1.1-3.2-3.2A5.5 5.5 0 0 0 7 1.5ZM7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z",
  miss: "M8,.6L15.4,8,8,15.4,.6,8Zm0,2.1L2.7,8,8,13.3,13.3,8ZM7.25,4.8h1.5v4h-1.5Zm0,4.9h1.5v1.5h-1.5Z",
  held: "M5.1,1h5.8L15,5.1v5.8L10.9,15H5.1L1,10.9V5.1ZM4.5,7v2h7V7Z",
  lead: "M8 1.2 10.1 5.7l4.9.6-3.6 3.4.9 4.9L8 12.2l-4.3 2.4.9-4.9L1 6.3l4.9-.6Z",
  warn: "M8 1.2 15.4 14H.6ZM7.25 6v4h1.5V6Zm0 5v1.5h1.5V11Z",
  down: "M3.5 5.9 4.6 4.8 8 8.3l3.4-3.5 1.1 1.1L8 10.5Z",
  plus: "M7.25 2.5h1.5v4.75h4.75v1.5H8.75v4.75h-1.5V8.75H2.5v-1.5h4.75Z",
  cross: "M4.5 3.4 8 6.9l3.5-3.5 1.1 1.1L9.1 8l3.5 3.5-1.1 1.1L8 9.1l-3.5 3.5-1.1-1.1L6.9 8 3.4 4.5Z",
};

const WAIT = svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.43 2.43"/>`;

/** The same shape within a graphic. */
export const glyph = (name) => (name === "wait" ? WAIT : svg`<path fill-rule="evenodd" d=${SHAPES[name]} />`);

/** A shape; what it means has to be said beside it. */
export const icon = (name, tone = "") =>
  html`<svg class="i ${tone}" viewBox="0 0 16 16" aria-hidden="true">${glyph(name)}</svg>`;

export const logo = html`<svg viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
  <path d="M10 1a9 9 0 1 0 9 9h-2a7 7 0 1 1-7-7Z" /><path d="M9 5h2v4.6l3.2 3.2-1.4 1.4L9 10.4Z" /><circle cx="16" cy="4" r="2.5" />
</svg>`;

export const dot = html`<svg viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" /></svg>`;
