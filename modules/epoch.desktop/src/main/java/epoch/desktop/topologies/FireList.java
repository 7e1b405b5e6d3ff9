package epoch.desktop.topologies;

import epoch.api.rest.SchedulePreview;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/** The next fire times in two columns, the schedule's zone and the operator's. */
public final class FireList extends ScrollPane {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);

  /** Shows them. */
  public FireList(SchedulePreview preview, Instant now, TimeWords times) {
    setFitToWidth(true);
    getStyleClass().add("fire-list");
    GridPane grid = new GridPane();
    grid.setHgap(10);
    grid.setVgap(6);
    grid.getColumnConstraints()
        .addAll(
            new ColumnConstraints(86, 110, 110),
            new ColumnConstraints(118, 170, 190),
            new ColumnConstraints(118, 170, 190));
    grid.getStyleClass().add("fires");
    grid.addRow(0, head("Next fire"), head(preview.zone()), head(times.zone() + " (you)"));
    int row = 1;
    for (SchedulePreview.Fire fire : preview.fires()) {
      Label in = new Label("in " + TimeWords.span(now, fire.time()));
      in.getStyleClass().add("muted");
      grid.addRow(
          row++,
          in,
          new Label(local(fire.local())),
          new Label(fire.other() == null ? "" : local(fire.other())));
      for (String remark : FireRemarks.of(fire, preview, now, times)) {
        Label words = new Label(remark);
        words.getStyleClass().add("warning-line");
        Wrapping.of(words);
        grid.add(words, 0, row++, 3, 1);
      }
    }
    if (preview.fires().isEmpty()) {
      grid.add(new Label("It does not fire again"), 0, 1, 3, 1);
    }
    setContent(grid);
  }

  private static Node head(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("part-head");
    return label;
  }

  private static String local(String iso) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(iso);
      return (time.getSecond() == 0 ? MINUTE : SECOND).format(time);
    } catch (DateTimeParseException _) {
      return iso;
    }
  }
}
