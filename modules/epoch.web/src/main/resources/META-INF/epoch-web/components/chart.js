import { html, nothing, svg } from "lit";
import { duration } from "../words/time.js";
import { glyph } from "./icon.js";

const HEIGHT = 174;
const BASE = 150;
const TOP = 22;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400].map((s) => s * 1000);

/** Where lines stand: at most four, at round times, the highest at or above what has to fit. */
export function steps(most) {
  const step = STEPS.find((each) => each * 3 >= most) ?? Math.ceil(most / 3 / 86_400_000) * 86_400_000;
  const lines = [];
  for (let at = 0; at < most + step && lines.length < 4; at += step) lines.push(at);
  return lines;
}

/**
 * How long runs took, oldest first. `bars` are `{tone, shape, label, title, millis, href}`; magnitude is neutral, exceptions have colour and
 * shape.
 */
export function durations({ bars, usual, p95, says }) {
  const most = Math.max(1000, ...bars.map(({ millis }) => millis ?? 0), usual ?? 0);
  const lines = steps(most);
  const top = lines.at(-1);
  const y = (millis) => BASE - (millis / top) * (BASE - TOP);
  const pitch = 100 / Math.max(30, bars.length);
  const width = pitch * 0.48;
  const x = (i) => i * pitch + pitch * 0.26;
  // Labels need room of their own.
  const every = Math.max(1, Math.ceil(16 / pitch));
  return html`<div class="plot">
    <svg class="chart" height=${HEIGHT} role="group" aria-label=${says}>
      ${usual && p95 && p95 > usual ? svg`<rect class="band" x="0" width="100%" y=${y(Math.min(top, p95))} height=${y(usual) - y(Math.min(top, p95))} />` : nothing}
      ${lines.map((at) => svg`<line class="rule" x1="0" x2="100%" y1=${y(at)} y2=${y(at)} />`)}
      ${bars.map((bar, i) => one(bar, x(i), width, y))}
      ${usual ? svg`<line class="med" x1="0" x2="100%" y1=${y(usual)} y2=${y(usual)} />` : nothing}
      ${bars.map((bar, i) => (i % every === 0 && bar.label && bar.label !== bars[i - every]?.label ? svg`<text x="${x(i)}%" y="168">${bar.label}</text>` : nothing))}
    </svg>
    <svg class="chart ylab" height=${HEIGHT} aria-hidden="true">
      ${usual ? svg`<text class="lab" x="0" y=${y(usual) + 4}>usual</text>` : nothing}
      ${lines.map((at) => (usual && Math.abs(y(at) - y(usual)) < 16 ? nothing : svg`<text x="0" y=${y(at) + 4}>${at === 0 ? "0" : short(at)}</text>`))}
    </svg>
  </div>`;
}

const short = (ms) => duration(ms).replace(/ 00 (s|min)$/, "");

function one({ tone, shape, millis, title, href }, x, width, y) {
  const drawn = millis === undefined || millis === null ? nothing : svg`<rect class=${tone ? `bar-${tone}` : "bar-ok"} x="${x}%" width="${width}%" y=${y(millis)} height=${Math.max(1.5, BASE - y(millis))} rx="1.5" />`;
  const above = millis ? y(millis) - 20 : BASE - 18;
  const marked = shape ? svg`<svg class=${tone} x="${x + width / 2}%" y=${Math.max(0, above)} width="16" height="16" overflow="visible"><g transform="translate(-8 0)" fill="currentColor">${glyph(shape)}</g></svg>` : nothing;
  // The whole height answers the pointer, also where the bar is short.
  const body = svg`<title>${title}</title><rect class="reach" x="${x - width * 0.5}%" width="${width * 2}%" y="0" height=${BASE} />${drawn}${marked}`;
  return href ? svg`<a href=${href} aria-label=${title} tabindex="-1">${body}</a>` : svg`<g>${body}</g>`;
}

/** Amounts over time, as columns with a title each: `[{label, title, value}]`. */
export function columns({ bars, limit, limitWord, says }) {
  const most = Math.max(1, limit ?? 0, ...bars.map(({ value }) => value));
  const base = 72;
  const y = (value) => base - (value / most) * 66;
  const pitch = 100 / Math.max(1, bars.length);
  const every = Math.max(1, Math.ceil(bars.length / 4));
  return html`<svg class="chart" height="92" role="img" aria-label=${says}>
    ${limit ? svg`<line class="med" x1="0" x2="100%" y1=${y(limit)} y2=${y(limit)} /><text x="100%" y=${y(limit) + 12} text-anchor="end">${limitWord}</text>` : nothing}
    <line class="rule" x1="0" x2="100%" y1=${base} y2=${base} />
    ${bars.map(
      ({ value, title }, i) => svg`<g><title>${title}</title><rect class="reach" x="${i * pitch}%" width="${pitch}%" y="0" height=${base} /><rect class="bar-ok" x="${i * pitch + pitch * 0.15}%" width="${pitch * 0.7}%" y=${y(value)} height=${base - y(value)} rx="1.5" /></g>`,
    )}
    ${bars.map(({ label }, i) => (i % every === 0 ? svg`<text x="${i * pitch + pitch * 0.15}%" y="88">${label}</text>` : nothing))}
  </svg>`;
}
