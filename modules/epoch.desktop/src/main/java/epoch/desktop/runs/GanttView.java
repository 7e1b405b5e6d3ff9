package epoch.desktop.runs;

import epoch.api.run.EarlierAttempt;
import epoch.api.run.Run;
import epoch.api.run.TaskRun;
import epoch.desktop.window.StateIcon;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** When the tasks of a run ran, one below the other on one axis of time. */
final class GanttView extends ScrollPane {

  private static final double NAME = 170;
  private static final double TOOK = 112;
  private static final double ROW = 30;
  private static final double HEAD = 28;
  private static final double BAR = 12;
  private static final int LINES = 4;

  private final TimeWords times;
  private Consumer<String> open = _ -> {};

  GanttView(TimeWords times) {
    this.times = times;
    setId("gantt");
    setFitToWidth(true);
    getStyleClass().add("gantt");
    setAccessibleText("When the tasks ran");
  }

  void onOpen(Consumer<String> newOpen) {
    open = newOpen;
  }

  void show(Run run, Instant now) {
    setContent(new Chart(run, now));
  }

  /** Has that task be in sight, however many there are. */
  void reveal(Run run, String task) {
    int row = List.copyOf(run.tasks().keySet()).indexOf(task);
    Sight.on(this, 0, HEAD + (row + 0.5) * ROW);
  }

  /** A bar and what it stands for, in parts of the whole. */
  private record Bar(Region region, double begin, double end, int row) {}

  private final class Chart extends Pane {
    private final List<Node> names = new ArrayList<>();
    private final List<Label> took = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<Label> heads = new ArrayList<>();
    private final List<Region> lines = new ArrayList<>();

    Chart(Run run, Instant now) {
      getStyleClass().add("gantt-chart");
      Instant begin = run.created();
      Instant end = run.state().isTerminal() ? run.updated() : now;
      double span = Math.max(1_000, Duration.between(begin, end).toMillis());
      for (int i = 0; i <= LINES; i++) {
        Region line = new Region();
        line.getStyleClass().add("grid-line");
        Label head = new Label(times.clock(begin.plusMillis((long) (span * i / LINES))));
        head.getStyleClass().add("part-head");
        lines.add(line);
        heads.add(head);
      }
      getChildren().addAll(lines);
      getChildren().addAll(heads);
      int row = 0;
      for (Map.Entry<String, TaskRun> entry : run.tasks().entrySet()) {
        add(entry.getKey(), entry.getValue(), begin, span, now, row++);
      }
      setPrefHeight(HEAD + Math.max(1, row) * ROW + 8);
      setMinWidth(NAME + TOOK + 160);
    }

    private void add(String name, TaskRun task, Instant begin, double span, Instant now, int row) {
      Look look = Look.of(task.state());
      Label label = new Label(Plain.line(name));
      label.getStyleClass().add("long-name");
      HBox box = new HBox(8, new StateIcon(look), label);
      box.getStyleClass().add("gantt-name");
      Tooltip.install(box, new Tooltip(label.getText()));
      box.setOnMouseClicked(_ -> open.accept(name));
      names.add(box);
      getChildren().add(box);
      Label duration = new Label(GraphView.words(task, now));
      duration.getStyleClass().add("muted-small");
      took.add(duration);
      getChildren().add(duration);
      List<EarlierAttempt> earlier = Objects.requireNonNullElse(task.earlier(), List.of());
      for (EarlierAttempt attempt : earlier) {
        if (attempt.started() != null) {
          Instant end = attempt.ended() == null ? attempt.started() : attempt.ended();
          Look how = Look.of(attempt.state());
          String why = attempt.errorMessage() == null ? "" : ": " + attempt.errorMessage();
          String what = "%s, attempt %d, %s".formatted(name, attempt.attempt(), how.word() + why);
          bar(what, how, begin, span, attempt.started(), end, row).getStyleClass().add("earlier");
        }
      }
      if (task.started() != null) {
        Instant end = task.ended() == null ? now : task.ended();
        String which = earlier.isEmpty() ? "" : ", attempt " + (earlier.size() + 1);
        bar(name + which + ", " + look.word(), look, begin, span, task.started(), end, row);
      }
    }

    private Region bar(
        String what, Look look, Instant begin, double span, Instant from, Instant to, int row) {
      Region bar = new Region();
      bar.getStyleClass().addAll("bar", look.tone().styleClass());
      String words =
          "%s; it ran from %s to %s"
              .formatted(Plain.line(what), times.clock(from), times.clock(to));
      bar.setAccessibleText(words);
      Tooltip.install(bar, new Tooltip(words));
      bars.add(
          new Bar(
              bar,
              Math.clamp(Duration.between(begin, from).toMillis() / span, 0, 1),
              Math.clamp(Duration.between(begin, to).toMillis() / span, 0, 1),
              row));
      getChildren().add(bar);
      return bar;
    }

    @Override
    protected void layoutChildren() {
      double width = Math.max(40, getWidth() - NAME - TOOK - 24);
      for (int i = 0; i < lines.size(); i++) {
        double x = NAME + width * i / LINES;
        lines.get(i).resizeRelocate(x, HEAD - 4, 1, Math.max(0, getHeight() - HEAD));
        Label head = heads.get(i);
        double wide = head.prefWidth(-1);
        double left = i == LINES ? x - wide : i == 0 ? x : x - wide / 2;
        head.resizeRelocate(left, 4, wide, 18);
        head.setVisible(width > wide * (LINES + 1) * 1.6 || i == 0 || i == LINES);
      }
      for (int i = 0; i < names.size(); i++) {
        double y = HEAD + i * ROW;
        names.get(i).resizeRelocate(8, y, NAME - 16, ROW);
        took.get(i).resizeRelocate(NAME + width + 12, y, TOOK, ROW);
      }
      for (Bar bar : bars) {
        double x = NAME + width * bar.begin();
        double wide = Math.max(3, width * (bar.end() - bar.begin()));
        bar.region().resizeRelocate(x, HEAD + bar.row() * ROW + (ROW - BAR) / 2, wide, BAR);
      }
    }
  }
}
