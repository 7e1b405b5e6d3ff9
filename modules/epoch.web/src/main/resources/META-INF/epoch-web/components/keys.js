import { html } from "lit";
import { createAhead } from "../state/ahead.js";
import { ask } from "./dialog.js";

const OFF = "epoch.keys";

/** Every key there is, for the window under "?". */
const ALL = [
  [["/"], "search"],
  [["Ctrl", "K"], "go to anything"],
  [["?"], "these keys"],
  [["g", "t"], "topologies"],
  [["g", "r"], "runs"],
  [["g", "c"], "cluster"],
  [["g", "a"], "audit"],
  [["j"], "next row"],
  [["k"], "previous row"],
  [["x"], "select the row"],
  [["Enter"], "open the row"],
  [["Esc"], "clear the selection, or back"],
  [["c"], "create a topology"],
  [["e"], "edit"],
  [["r"], "run"],
  [["p"], "pause or resume"],
  [["Del"], "delete"],
  [["t"], "retry what failed"],
  [["Shift", "K"], "kill the run"],
  [["l"], "log"],
  [["f"], "follow the log"],
  [["w"], "wrap its lines"],
  [["n"], "next match"],
  [["N"], "previous match"],
  [["]"], "next error"],
  [["["], "previous error"],
  [["Ctrl", "S"], "save"],
  [["Ctrl", "Z"], "undo the last pause, resume or edit"],
];

/**
 * Keys that may wait until that for which they are meant is there: they move, choose, look and open, and do nothing else. A key that asks for
 * something to be done is for what its reader sees now, or for nothing.
 */
const PATIENT = new Set(["j", "k", "x", "Enter", "e", "l", "f", "w", "n", "N", "]", "["]);

const typing = (target) => target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

/**
 * Keys of the page. Those of a part count while it is there; they are off while typing, in windows, and for whoever switched them off.
 * What is pressed before a page, or its list, has come is not lost: {@link PATIENT} keys wait for it.
 */
export function createKeys(document, storage) {
  const layers = [];
  let prefix = "";

  // The part that came last counts first.
  const find = (key) => layers.findLast(({ keys }) => keys[key])?.keys[key];

  const ahead = createAhead({
    coming: () => layers.some(({ coming }) => coming()),
    where() {
      if (document.querySelector("dialog[open]")) return "a window";
      return typing(document.activeElement) ? "a field" : document.location.hash.split("?")[0];
    },
    press: (key) => find(key)?.(),
  });
  // Whoever takes the mouse goes on from what is there.
  document.addEventListener("pointerdown", ahead.forget, { capture: true });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey) {
      // These count while typing, too; but what is typed is taken back by the field itself.
      if (event.key.toLowerCase() === "z" && typing(event.target)) return;
      const run = !event.shiftKey && find(`Ctrl ${event.key.toLowerCase()}`);
      if (run) {
        event.preventDefault();
        run(event);
      }
      return;
    }
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (storage.getItem(OFF) === "off" && event.key !== "?") return;
    const key = prefix + event.key;
    prefix = "";
    if (event.key === "g" && key === "g") {
      prefix = "g ";
      return;
    }
    // Enter on a link or a button is theirs.
    if (event.key === "Enter" && event.target.closest?.("a, button, summary, input")) return;
    if (PATIENT.has(key)) {
      ahead.press(key);
      return;
    }
    const run = find(key);
    if (!run) return;
    event.preventDefault();
    run(event);
  });

  return {
    /**
     * @param {Record<string, (event?: KeyboardEvent) => unknown>} keys
     * @param {() => boolean} [coming] whether that for which they are meant is still on its way
     * @returns a function that takes them away
     */
    add(keys, coming = () => false) {
      const layer = { keys, coming };
      layers.push(layer);
      return () => layers.splice(layers.indexOf(layer), 1);
    },

    /** Something has come: what was pressed for it is done. */
    resume: ahead.resume,

    help() {
      const on = storage.getItem(OFF) !== "off";
      const toggle = (event) => storage.setItem(OFF, event.target.checked ? "on" : "off");
      return ask({
        title: "Keys",
        body: html`
          <dl class="keys">
            ${ALL.map(([keys, does]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd></div>`)}
          </dl>
          <label><input class="check" type="checkbox" .checked=${on} @change=${toggle} /> Keys are on (<kbd>?</kbd> always is)</label>
        `,
      });
    },
  };
}
