package epoch.desktop.overview;

import epoch.desktop.overview.OverviewViewModel.Figure;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** Numbers in a row, each with what it counts. */
final class Figures extends FlowPane {

  /** A number; it stays while what it shows changes. */
  private static final class Box extends VBox {
    private final Label value = new Label();
    private final Label words = new Label();

    Box() {
      words.getStyleClass().add("muted-small");
      getChildren().addAll(value, words);
    }

    void show(Figure figure) {
      value.setText(figure.value());
      value.getStyleClass().setAll("label", "figure", figure.bad() ? "bad-text" : "plain-text");
      words.setText(figure.words());
    }
  }

  private final List<Box> boxes = new ArrayList<>();
  private List<Figure> shown = List.of();

  Figures() {
    super(32, 12);
  }

  void show(List<Figure> figures) {
    if (figures.size() != boxes.size()) {
      boxes.clear();
      figures.forEach(_ -> boxes.add(new Box()));
      getChildren().setAll(boxes);
      shown = List.of();
    }
    for (int i = 0; i < figures.size(); i++) {
      if (shown.isEmpty() || !shown.get(i).equals(figures.get(i))) {
        boxes.get(i).show(figures.get(i));
      }
    }
    shown = figures;
  }
}
