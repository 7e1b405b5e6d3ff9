package epoch.desktop.window;

import epoch.desktop.cluster.Outcomes;
import epoch.desktop.words.Look;
import epoch.desktop.words.TimeWords;
import epoch.desktop.words.Tone;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/**
 * The last twenty runs of a topology at one glance, the newest at the right. What went well stays
 * low; only exceptions stand tall, so that it reads in grey as well.
 */
public final class Strip extends Region {

  private static final double PITCH = 7;
  private static final double CELL = 5;
  private static final double HEIGHT = 16;
  private static final double WIDTH = Outcomes.MOST * PITCH;

  private static final CssMetaData<Strip, Paint> OK = meta("-strip-ok", Tone.OK);
  private static final CssMetaData<Strip, Paint> BAD = meta("-strip-bad", Tone.BAD);
  private static final CssMetaData<Strip, Paint> RUN = meta("-strip-run", Tone.RUN);
  private static final CssMetaData<Strip, Paint> WARN = meta("-strip-warn", Tone.WARN);
  private static final CssMetaData<Strip, Paint> ODD = meta("-strip-odd", Tone.ODD);
  private static final CssMetaData<Strip, Paint> IDLE = meta("-strip-idle", Tone.IDLE);
  private static final List<CssMetaData<? extends Styleable, ?>> ALL = all();

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
  private final Map<Tone, StyleableObjectProperty<Paint>> paints = new EnumMap<>(Tone.class);
  private Outcomes outcomes = Outcomes.NONE;
  private boolean running;

  /** An empty one. */
  public Strip() {
    getStyleClass().add("strip");
    paint(Tone.OK, OK);
    paint(Tone.BAD, BAD);
    paint(Tone.RUN, RUN);
    paint(Tone.WARN, WARN);
    paint(Tone.ODD, ODD);
    paint(Tone.IDLE, IDLE);
    getChildren().add(canvas);
    setMinSize(WIDTH, HEIGHT);
    setPrefSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
  }

  private void paint(Tone tone, CssMetaData<Strip, Paint> meta) {
    StyleableObjectProperty<Paint> property =
        new SimpleStyleableObjectProperty<>(meta, this, meta.getProperty(), Color.GRAY) {
          @Override
          protected void invalidated() {
            draw();
          }
        };
    paints.put(tone, property);
  }

  private static CssMetaData<Strip, Paint> meta(String name, Tone tone) {
    return new CssMetaData<>(name, StyleConverter.getPaintConverter(), Color.GRAY) {
      @Override
      public boolean isSettable(Strip strip) {
        return !strip.paint(tone).isBound();
      }

      @Override
      public StyleableObjectProperty<Paint> getStyleableProperty(Strip strip) {
        return strip.paint(tone);
      }
    };
  }

  private static List<CssMetaData<? extends Styleable, ?>> all() {
    List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(Region.getClassCssMetaData());
    all.addAll(List.of(OK, BAD, RUN, WARN, ODD, IDLE));
    return List.copyOf(all);
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return ALL;
  }

  /** Shows these from now on. */
  public void show(Outcomes newer, boolean runs) {
    if (!newer.equals(outcomes) || runs != running) {
      outcomes = newer;
      running = runs;
      draw();
    }
  }

  /** The same in words. */
  public static String words(Outcomes outcomes) {
    int failed = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      failed += outcomes.look(i) == Look.FAILED ? 1 : 0;
    }
    if (outcomes.size() == 0) {
      return "No run has ended yet";
    }
    int last = outcomes.size() - 1;
    String newest =
        outcomes.look(last).word() + " after " + TimeWords.millis(outcomes.millis(last));
    return failed == 0
        ? "The last %d went well; the newest: %s".formatted(outcomes.size(), newest)
        : "%d of the last %d failed; the newest: %s".formatted(failed, outcomes.size(), newest);
  }

  private void draw() {
    GraphicsContext to = canvas.getGraphicsContext2D();
    to.clearRect(0, 0, WIDTH, HEIGHT);
    int count = outcomes.size() + (running ? 1 : 0);
    int first = Outcomes.MOST - Math.min(count, Outcomes.MOST);
    for (int i = 0; i < first; i++) {
      to.setFill(fill(Tone.IDLE));
      to.fillOval(i * PITCH + 2, HEIGHT / 2 - 0.75, 1.5, 1.5);
    }
    int skip = Math.max(0, count - Outcomes.MOST);
    for (int i = skip; i < outcomes.size(); i++) {
      cell(to, outcomes.look(i), (first + i - skip) * PITCH);
    }
    if (running) {
      cell(to, Look.RUNNING, (Outcomes.MOST - 1) * PITCH);
    }
  }

  private void cell(GraphicsContext to, Look look, double x) {
    to.setFill(fill(look.tone()));
    switch (look) {
      case FAILED -> to.fillRect(x, 0, CELL, HEIGHT);
      case SKIPPED, CANCELLED -> to.fillRect(x, HEIGHT / 2 - 0.75, CELL, 1.5);
      case RUNNING ->
          to.fillPolygon(new double[] {x, x + CELL, x}, new double[] {4, HEIGHT / 2, 12}, 3);
      case UNKNOWN -> {
        for (double y : new double[] {2, 7, 12}) {
          to.fillOval(x + 1.5, y, 2.2, 2.2);
        }
      }
      case MISSED -> {
        to.setStroke(fill(look.tone()));
        to.strokeRect(x + 0.5, 0.5, CELL - 1, HEIGHT - 1);
      }
      case CAUGHT_UP -> {
        to.fillRect(x, 6, CELL, 8);
        to.fillOval(x + 1, 1, 3, 3);
      }
      default -> to.fillRect(x, 4, CELL, 8);
    }
  }

  private StyleableObjectProperty<Paint> paint(Tone tone) {
    return Objects.requireNonNull(paints.get(tone));
  }

  private Paint fill(Tone tone) {
    return paint(tone).get();
  }
}
