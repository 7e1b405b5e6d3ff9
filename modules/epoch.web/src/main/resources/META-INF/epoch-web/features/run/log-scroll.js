const lineAt = (view, offset) => view.querySelector(`li[data-at="${offset}"]`);

/** Notes the line at the top of the view. What it answers brings it back there, after lines came above it. */
export function anchor(view) {
  const { top } = view.getBoundingClientRect();
  const below = (each) => each.getBoundingClientRect().bottom > top;
  const list = [...view.querySelectorAll("ol")].find(below);
  const line = list && [...list.children].find(below);
  if (!line) return () => {};
  const { at } = line.dataset;
  const was = line.getBoundingClientRect().top;
  return () => {
    const now = lineAt(view, at);
    if (now) view.scrollTop += now.getBoundingClientRect().top - was;
  };
}

/** Brings a line to the middle. Twice, because chunks that were never seen have their height only once they come near. */
export function centre(view, offset, moved, again = true) {
  const there = view && lineAt(view, offset);
  if (!there) return;
  view.scrollTop += there.getBoundingClientRect().top - view.getBoundingClientRect().top - view.clientHeight / 2;
  moved();
  if (again) requestAnimationFrame(() => centre(view, offset, moved, false));
}
