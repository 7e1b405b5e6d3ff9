const lineAt = (view, offset) => view.querySelector(`li[data-at="${offset}"]`);

/** The line at the top of the view. */
function topLine(view) {
  const { top } = view.getBoundingClientRect();
  const below = (each) => each.getBoundingClientRect().bottom > top;
  const list = [...view.querySelectorAll("ol")].find(below);
  return list && [...list.children].find(below);
}

/** Where the line begins that is at the top of the view; undefined if there is none. */
export function topOf(view) {
  const line = topLine(view);
  return line && Number(line.dataset.at);
}

/** Notes the line at the top of the view. What it answers brings it back there, after lines came above it. */
export function anchor(view) {
  const line = topLine(view);
  if (!line) return () => {};
  const { at } = line.dataset;
  const was = line.getBoundingClientRect().top;
  return () => {
    const now = lineAt(view, at);
    if (now) view.scrollTop += now.getBoundingClientRect().top - was;
  };
}

/** Frames after which a line is where it is to be, or never will. */
const FRAMES = 20;

/**
 * Brings a line to the middle, or to another share of the view's height. As long as that moves it, because chunks that were never seen have
 * their height only once they come near.
 */
export function bring(view, offset, { share = 1 / 2, moved, frames = FRAMES, still = 0 }) {
  const there = view && lineAt(view, offset);
  if (!there) return;
  const off = there.getBoundingClientRect().top - view.getBoundingClientRect().top - view.clientHeight * share;
  view.scrollTop += off;
  moved();
  const more = { share, moved, frames: frames - 1, still: Math.abs(off) < 1 ? still + 1 : 0 };
  if (more.frames > 0 && more.still < 3) requestAnimationFrame(() => bring(view, offset, more));
}
