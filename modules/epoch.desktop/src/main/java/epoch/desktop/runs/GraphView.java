package epoch.desktop.runs;

import epoch.api.run.Run;
import epoch.api.run.TaskRun;
import epoch.api.topology.When;
import epoch.desktop.window.StateIcon;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Polygon;
import org.jspecify.annotations.Nullable;

/** The tasks of a run as boxes, left to right as they follow on one another. */
final class GraphView extends ScrollPane {

  private static final double WIDTH = 180;
  private static final double HEIGHT = 46;
  private static final double GAP_X = 56;
  private static final double GAP_Y = 18;
  private static final double EDGE = 12;

  private final Pane pane = new Pane();
  private Consumer<String> open = _ -> {};

  GraphView() {
    setId("graph");
    getStyleClass().add("graph");
    setAccessibleText("Tasks");
    setContent(new Group(pane));
    setFitToHeight(false);
  }

  void onOpen(Consumer<String> newOpen) {
    open = newOpen;
  }

  void show(TaskGraph graph, Run run, Instant now) {
    pane.getChildren().clear();
    graph.edges().forEach(edge -> edge(graph, edge));
    graph.nodes().values().forEach(node -> box(node, run, now));
    pane.setPrefSize(
        2 * EDGE + graph.columns() * (WIDTH + GAP_X) - GAP_X,
        2 * EDGE + graph.rows() * (HEIGHT + GAP_Y) - GAP_Y);
  }

  /** Has that task be in sight, however many there are. */
  void reveal(TaskGraph graph, String task) {
    TaskGraph.Node node = graph.nodes().get(task);
    if (node != null) {
      Sight.on(this, x(node) + WIDTH / 2, y(node) + HEIGHT / 2);
    }
  }

  private static double x(TaskGraph.Node node) {
    return EDGE + node.column() * (WIDTH + GAP_X);
  }

  private static double y(TaskGraph.Node node) {
    return EDGE + node.row() * (HEIGHT + GAP_Y);
  }

  private void edge(TaskGraph graph, TaskGraph.Edge edge) {
    TaskGraph.Node from = graph.nodes().get(edge.from());
    TaskGraph.Node to = graph.nodes().get(edge.to());
    if (from == null || to == null) {
      return;
    }
    double x1 = x(from) + WIDTH;
    double y1 = y(from) + HEIGHT / 2;
    double x2 = x(to);
    double y2 = y(to) + HEIGHT / 2;
    double bend = Math.max(20, (x2 - x1) / 2);
    CubicCurve curve = new CubicCurve(x1, y1, x1 + bend, y1, x2 - bend, y2, x2 - 5, y2);
    curve.getStyleClass().add(edge.when() == When.SUCCESS ? "edge" : "edge-fallback");
    Polygon head = new Polygon(x2, y2, x2 - 6, y2 - 4, x2 - 6, y2 + 4);
    head.getStyleClass().add("edge-head");
    pane.getChildren().addAll(curve, head);
    String condition =
        switch (edge.when()) {
          case SUCCESS -> "";
          case FAILURE -> "if it fails";
          case ALWAYS -> "in any case";
        };
    if (!condition.isEmpty()) {
      Label words = new Label(condition);
      words.getStyleClass().add("edge-words");
      words.relocate(x1 + 2, (y1 + y2) / 2 + 2);
      pane.getChildren().add(words);
    }
  }

  private void box(TaskGraph.Node node, Run run, Instant now) {
    TaskRun task = run.tasks().get(node.name());
    Look look = task == null ? Look.PENDING : Look.of(task.state());
    Label name = new Label(Plain.line(node.name()));
    name.getStyleClass().addAll("strong", "long-name");
    Label words = new Label(words(task, now));
    words.getStyleClass().add("muted-small");
    VBox text = new VBox(name, words);
    text.setAlignment(Pos.CENTER_LEFT);
    HBox inside = new HBox(10, new StateIcon(look), text);
    inside.getStyleClass().add("task-inside");
    Button box = new Button();
    box.setGraphic(inside);
    box.setTooltip(new Tooltip(Plain.line(node.name())));
    box.setAccessibleText(Plain.line(node.name()) + ", " + look.word() + ", " + words.getText());
    box.getStyleClass().addAll("task-box", look.tone().styleClass());
    box.setMinSize(WIDTH, HEIGHT);
    box.setPrefSize(WIDTH, HEIGHT);
    box.setMaxSize(WIDTH, HEIGHT);
    box.relocate(x(node), y(node));
    box.setOnAction(_ -> open.accept(node.name()));
    pane.getChildren().add(box);
  }

  /** How long it took, which attempt it was. */
  static String words(@Nullable TaskRun task, Instant now) {
    if (task == null) {
      return "not reached";
    }
    String attempt =
        task.attempt() == null || task.attempt() < 2 ? "" : ", attempt " + task.attempt();
    if (task.started() == null) {
      return Look.of(task.state()).word() + attempt;
    }
    Instant end = task.ended() == null ? now : task.ended();
    return TimeWords.duration(Duration.between(task.started(), end)) + attempt;
  }
}
