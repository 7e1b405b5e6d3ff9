package epoch.desktop.calendars;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.rest.ClusterState;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.form.Editing;
import epoch.desktop.form.EditingPane;
import epoch.desktop.place.Place;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Writing a calendar: form, JSON, when it will be closed and what changes, side by side. */
public final class CalendarEditorPage extends StackPane implements Page, AutoCloseable {

  private final EditingPane<Calendar, List<Closure>> pane;

  /** Builds the nodes and binds them. */
  public CalendarEditorPage(
      Editing.With with, Cluster cluster, TimeWords times, Place.CalendarEditor place) {
    Instant now = with.clock().instant();
    CalendarForm form =
        new CalendarForm(
            times.zone(),
            times.nextHour(now),
            cluster.stateProperty().get().map(ClusterState::timeZone).orElse("the server's"));
    Editing<Calendar, List<Closure>> editing =
        new Editing<>(with, new CalendarKind(form), place.name(), place.json());
    pane =
        new EditingPane<>(
            editing,
            times,
            new Region(),
            "It will be closed",
            closures -> outlook(closures, times, now));
    getChildren().setAll(pane);
  }

  private static List<Node> outlook(
      Optional<List<Closure>> closures, TimeWords times, Instant now) {
    return closures
        .map(found -> List.<Node>of(new ClosureList(found, times, now)))
        .orElse(List.of(EditingPane.muted("Told as soon as all that is needed is filled in.")));
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public Keys keys() {
    return pane.keys();
  }

  @Override
  public void close() {
    pane.close();
  }
}
