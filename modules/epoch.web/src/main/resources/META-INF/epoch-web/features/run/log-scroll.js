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

/**
 * Brings a line to the middle, or to another share of the view's height. Twice, because chunks that were never seen have their height only
 * once they come near.
 */
export function bring(view, offset, { share = 1 / 2, moved, again = true }) {
  const there = view && lineAt(view, offset);
  if (!there) return;
  view.scrollTop += there.getBoundingClientRect().top - view.getBoundingClientRect().top - view.clientHeight * share;
  moved();
  if (again) requestAnimationFrame(() => bring(view, offset, { share, moved, again: false }));
}
