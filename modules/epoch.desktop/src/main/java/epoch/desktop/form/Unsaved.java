package epoch.desktop.form;

import epoch.desktop.cluster.Session;
import epoch.desktop.settings.Drafts;
import epoch.desktop.settings.Drafts.Listed;
import epoch.desktop.work.Runner;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What was written for a cluster and not saved, the newest first. */
public final class Unsaved {

  private final Session session;
  private final Runner runner;
  private final Drafts drafts;
  private final ObservableList<Listed> all = FXCollections.observableArrayList();

  /** Nothing is known before {@link #refresh}. */
  public Unsaved(Session session, Runner runner, Drafts drafts) {
    this.session = session;
    this.runner = runner;
    this.drafts = drafts;
  }

  /** Looks what is there. */
  public void refresh() {
    runner.run(
        () -> drafts.of(session.connection().name()),
        found -> {
          if (!found.equals(all)) {
            all.setAll(found);
          }
        },
        _ -> {});
  }

  /** What was there when one looked last. */
  public ObservableList<Listed> all() {
    return all;
  }

  /** What one of them is called, such as {@code a new topology}. */
  public static String name(Listed draft) {
    Drafts.Home home = draft.home();
    return home.id().isEmpty() ? "a new " + home.kind() : home.id();
  }
}
