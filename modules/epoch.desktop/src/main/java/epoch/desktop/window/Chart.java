package epoch.desktop.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Bars over time, zero-based, with few lines and labels at them; what is exceptional has a colour
 * of its own. The finding is its accessible text.
 */
public final class Chart extends Region {

  /**
   * A value.
   *
   * @param value of it; negative for none
   * @param exceptional whether it deserves a look
   */
  public record Value(double value, boolean exceptional) {}

  private static final double LEFT = 52;
  private static final double BOTTOM = 18;
  private static final int LINES = 3;

  private static final CssMetaData<Chart, Paint> BAR = meta("-chart-bar", chart -> chart.bar);
  private static final CssMetaData<Chart, Paint> ODD = meta("-chart-odd", chart -> chart.odd);
  private static final CssMetaData<Chart, Paint> LINE = meta("-chart-line", chart -> chart.line);
  private static final CssMetaData<Chart, Paint> TEXT = meta("-chart-text", chart -> chart.text);
  private static final List<CssMetaData<? extends Styleable, ?>> ALL = all();

  private final Canvas canvas = new Canvas();
  private final StyleableObjectProperty<Paint> bar = paint(BAR);
  private final StyleableObjectProperty<Paint> odd = paint(ODD);
  private final StyleableObjectProperty<Paint> line = paint(LINE);
  private final StyleableObjectProperty<Paint> text = paint(TEXT);
  private final DoubleFunction<String> words;
  private final int most;
  private List<Value> values = List.of();
  private String begin = "";
  private String end = "";

  /**
   * An empty one.
   *
   * @param most how many values fit
   * @param words a value in words
   */
  public Chart(int most, DoubleFunction<String> words) {
    this.most = most;
    this.words = words;
    getStyleClass().add("chart");
    getChildren().add(canvas);
    setMinHeight(120);
    setPrefHeight(160);
  }

  private interface Part {
    StyleableObjectProperty<Paint> of(Chart chart);
  }

  private static CssMetaData<Chart, Paint> meta(String name, Part part) {
    return new CssMetaData<>(name, StyleConverter.getPaintConverter(), Color.GRAY) {
      @Override
      public boolean isSettable(Chart chart) {
        return true;
      }

      @Override
      public StyleableProperty<Paint> getStyleableProperty(Chart chart) {
        return part.of(chart);
      }
    };
  }

  private StyleableObjectProperty<Paint> paint(CssMetaData<Chart, Paint> meta) {
    return new SimpleStyleableObjectProperty<>(meta, this, meta.getProperty(), Color.GRAY) {
      @Override
      protected void invalidated() {
        requestLayout();
      }
    };
  }

  private static List<CssMetaData<? extends Styleable, ?>> all() {
    List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(Region.getClassCssMetaData());
    all.addAll(List.of(BAR, ODD, LINE, TEXT));
    return List.copyOf(all);
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return ALL;
  }

  /**
   * Shows these, the last at the right.
   *
   * @param newBegin when the first of them is
   * @param newEnd when the last of them is
   * @param finding what one sees, in words
   */
  public void show(List<Value> newer, String newBegin, String newEnd, String finding) {
    List<Value> last =
        newer.size() > most ? newer.subList(newer.size() - most, newer.size()) : newer;
    if (last.equals(values) && newBegin.equals(begin) && newEnd.equals(end)) {
      return;
    }
    values = List.copyOf(last);
    begin = newBegin;
    end = newEnd;
    setAccessibleText(finding);
    requestLayout();
  }

  /** It in a frame, under what it is called. */
  public Node card(String title) {
    Label label = new Label(title);
    label.getStyleClass().add("part-head");
    VBox card = new VBox(6, label, this);
    card.getStyleClass().add("panel-flat");
    VBox.setVgrow(this, Priority.ALWAYS);
    HBox.setHgrow(card, Priority.ALWAYS);
    card.setPrefWidth(400);
    return card;
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    draw(canvas.getGraphicsContext2D(), getWidth(), getHeight());
  }

  private void draw(GraphicsContext to, double width, double height) {
    to.clearRect(0, 0, width, height);
    double top = nice(values.stream().mapToDouble(Value::value).max().orElse(0));
    double right = width - 8;
    double floor = height - BOTTOM;
    to.setFont(Font.font(11));
    for (int i = 0; i <= LINES; i++) {
      double y = Math.floor(floor - (floor - 10) * i / LINES) + 0.5;
      to.setStroke(line.get());
      to.setLineWidth(1);
      to.strokeLine(LEFT, y, right, y);
      to.setFill(text.get());
      to.setTextAlign(TextAlignment.RIGHT);
      to.fillText(words.apply(top * i / LINES), LEFT - 6, y + 4);
    }
    double each = (right - LEFT) / most;
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      if (value.value() >= 0) {
        double tall = Math.max(1.5, (floor - 10) * value.value() / top);
        to.setFill(value.exceptional() ? odd.get() : bar.get());
        double x = right - each * (values.size() - i);
        to.fillRect(x, floor - tall, Math.max(1, each - 1), tall);
      }
    }
    to.setFill(text.get());
    to.setTextAlign(TextAlignment.LEFT);
    to.fillText(begin, LEFT, height - 4);
    to.setTextAlign(TextAlignment.RIGHT);
    to.fillText(end, right, height - 4);
  }

  /** The next of 3, 6, 15, 30, 60, 150 … so that every line has a round label. */
  static double nice(double highest) {
    double step = 3;
    double[] factors = {2, 2.5, 2};
    for (int i = 0; step < highest; i++) {
      step *= factors[i % factors.length];
    }
    return step;
  }
}
