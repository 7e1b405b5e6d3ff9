package epoch.desktop.form;

import epoch.desktop.settings.Drafts;
import epoch.desktop.settings.Drafts.Home;
import epoch.desktop.settings.Drafts.Kept;
import epoch.desktop.work.Runner;
import java.util.Optional;

/**
 * Keeps what is written in one editor on disk until it is saved or thrown away. What was asked last
 * is what holds, in whatever order the background comes to it.
 */
final class Drafting {

  private final Drafts drafts;
  private final Home home;
  private final Runner runner;
  private final Object lock = new Object();
  private int asked;
  private int done;
  private boolean over;

  Drafting(Drafts drafts, Home home, Runner runner) {
    this.drafts = drafts;
    this.home = home;
    this.runner = runner;
  }

  /** What was written here before and not saved; to be called in the background. */
  Optional<Kept> find() {
    return drafts.find(home);
  }

  /** Has that be what is kept from now on: a draft, or nothing. */
  void keep(Optional<Kept> draft) {
    if (!over) {
      int mine = ++asked;
      runner.run(
          () -> {
            hold(mine, draft);
            return mine;
          },
          _ -> {},
          _ -> {});
    }
  }

  /** The same before it returns: what runs in the background may be cut off. */
  void keepNow(Optional<Kept> draft) {
    if (!over) {
      hold(++asked, draft);
    }
  }

  /** It was saved or thrown away: nothing is kept, whatever is typed yet. */
  void end() {
    keep(Optional.empty());
    over = true;
  }

  private void hold(int mine, Optional<Kept> draft) {
    synchronized (lock) {
      if (mine > done) {
        done = mine;
        draft.ifPresentOrElse(it -> drafts.keep(home, it), () -> drafts.forget(home));
      }
    }
  }
}
