package epoch.desktop.calendars;

import epoch.api.calendar.Closure;
import epoch.desktop.form.EditingPane;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** When something will be closed, one closure a line, in the operator's zone. */
final class ClosureList extends VBox {

  ClosureList(List<Closure> closures, TimeWords times, Instant now) {
    super(6);
    setId("closures");
    if (closures.isEmpty()) {
      getChildren().add(EditingPane.muted("Not within a year."));
      return;
    }
    Label head = new Label("in " + times.zone());
    head.getStyleClass().add("part-head");
    getChildren().add(head);
    for (Closure closure : closures) {
      Label span =
          new Label(
              times.when(closure.from(), now)
                  + (closure.until() == null
                      ? ", no end within a year"
                      : " to " + times.when(closure.until(), now)));
      Wrapping.of(span);
      span.setTooltip(
          new Tooltip(
              times.full(closure.from())
                  + (closure.until() == null ? "" : "\nto\n" + times.full(closure.until()))));
      VBox line = new VBox(span);
      if (closure.title() != null) {
        Label title = EditingPane.muted(Plain.line(closure.title()));
        line.getChildren().add(title);
      }
      getChildren().add(line);
    }
  }
}
