import { difference } from "./difference.js";
import { place, set, tidy } from "./form.js";

const PRESS_MS = 250;

/**
 * A document in the hands of somebody who edits it: how it is and how it was, what is wrong with it, and the way back, change by change.
 *
 * @param {() => void} changed called when it has to be drawn again
 * @param {(soon: boolean) => void} edited called when the document is another one; `soon` is false while somebody types
 * @param {(run: () => void) => void} [later] runs something once a press that took the focus from a field has ended: what is told then
 *     moves what is pressed
 */
export function createDraft({ changed, edited, later = (run) => setTimeout(run, PRESS_MS) }) {
  let doc;
  let base;
  let found = [];
  let checked;
  let tried = false;
  let past = [];
  let changing;
  // What is half typed, by the path of its field.
  const half = new Map();
  const touched = new Set();
  // Left, but what is known of them is not about what they say now.
  const left = new Set();
  // Paths of all fields that are shown; what is wrong elsewhere stands above them.
  const paths = new Set();
  // Blocks of a form that were opened by what is in them.
  const opened = new Set();

  function told() {
    for (const path of left) touched.add(path);
    left.clear();
  }

  const draft = {
    get doc() {
      return doc;
    },

    get base() {
      return base;
    },

    get found() {
      return found;
    },

    get tried() {
      return tried;
    },

    get changes() {
      return difference(base, doc);
    },

    /** Whether what was found is about what is there now. */
    get isChecked() {
      return checked === doc;
    },

    /** Begins with a document that differs from another; `known` if it is there already, so that it is all told at once. */
    begin(was, now, known) {
      past = [];
      changing = undefined;
      touched.clear();
      left.clear();
      opened.clear();
      tried = known;
      found = [];
      base = was;
      draft.take(now);
    },

    /** Goes on with another document. */
    take(next) {
      doc = next;
      half.clear();
      changed();
      edited(true);
    },

    /** Goes on with what somebody wrote as a whole. */
    write(next) {
      if (changing !== "") past.push(doc);
      changing = "";
      doc = next;
      half.clear();
      changed();
      edited(false);
    },

    /** Compares with something else from now on. */
    rebase(was) {
      base = was;
      changed();
    },

    /** Takes back the last change. @returns whether there was one */
    back() {
      const before = past.pop();
      if (before === undefined) return false;
      changing = undefined;
      draft.take(before);
      return true;
    },

    /** What is wrong with a document. */
    check(of, problems) {
      checked = of;
      found = problems;
      if (of === doc) told();
      changed();
    },

    /** From now on everything that is wrong is told. */
    try() {
      tried = true;
      changed();
    },

    /** What is wrong where there is no field for it, as soon as it is told. */
    get elsewhere() {
      return tried ? place(found, [...paths]).others : [];
    },

    /** What the fields of a form work with. */
    get form() {
      const placed = place(found, [...paths]).fields;
      return {
        doc,
        // Nobody is told that a field is empty before they came to it.
        problem(path) {
          paths.add(path);
          return tried || [...touched].some((each) => each.startsWith(path)) ? placed.get(path) : undefined;
        },
        set(path, value) {
          // Letters typed into one field are one change.
          if (changing !== path) past.push(doc);
          changing = path;
          doc = tidy(set(doc, path, value), path, base);
          changed();
          edited(false);
        },
        // Another order of things: what is half typed belongs to no place any more.
        arrange(path, value) {
          past.push(doc);
          changing = undefined;
          draft.take(tidy(set(doc, path, value), path, base));
        },
        touch(path) {
          left.add(path);
          later(() => {
            if (checked === doc) told();
            changed();
          });
        },
        draft: (path) => half.get(path),
        keep: (path, value) => (value === undefined ? half.delete(path) : half.set(path, value)),
        redraw: changed,
        /** Whether a block is open: as soon as there is something in it, and then it does not close under somebody who empties it. */
        isOpen(path, filled) {
          if (filled) opened.add(path);
          return opened.has(path);
        },
      };
    },
  };
  return draft;
}
