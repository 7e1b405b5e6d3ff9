package epoch.desktop.runs;

import epoch.desktop.window.Wrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** A line of a log; what is searched for is marked, errors are tinted. */
final class LogCell extends ListCell<LogLine> {

  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error-line");
  private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn-line");

  private final Supplier<String> search;
  private final IntSupplier current;
  private final BooleanSupplier wrap;

  LogCell(Supplier<String> search, IntSupplier current, BooleanSupplier wrap) {
    this.search = search;
    this.current = current;
    this.wrap = wrap;
    getStyleClass().add("log-line");
    setMnemonicParsing(false);
  }

  @Override
  protected void updateItem(@Nullable LogLine line, boolean empty) {
    super.updateItem(line, empty);
    boolean wraps = wrap.getAsBoolean() && (line == null || !Wrapping.turns(line.text()));
    setWrapText(wraps);
    // Long lines must not widen the list where they are to be wrapped.
    setPrefWidth(wrap.getAsBoolean() ? 1 : USE_COMPUTED_SIZE);
    if (empty || line == null) {
      setText(null);
      setGraphic(null);
      pseudoClassStateChanged(ERROR, false);
      pseudoClassStateChanged(WARN, false);
      pseudoClassStateChanged(CURRENT, false);
      return;
    }
    pseudoClassStateChanged(ERROR, line.level() == LogLine.Level.ERROR);
    pseudoClassStateChanged(WARN, line.level() == LogLine.Level.WARN);
    pseudoClassStateChanged(CURRENT, current.getAsInt() == getIndex());
    String wanted = search.get().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || !line.text().toLowerCase(Locale.ROOT).contains(wanted)) {
      setGraphic(null);
      setText(line.text());
    } else {
      setText(null);
      List<Text> parts = marked(line.text(), wanted);
      if (wraps) {
        setGraphic(new TextFlow(parts.toArray(Text[]::new)));
      } else {
        // A flow would ask for the height of as many lines as it might need.
        HBox box = new HBox(parts.toArray(Text[]::new));
        box.setAlignment(Pos.CENTER_LEFT);
        setGraphic(box);
      }
    }
    setAccessibleText(line.text());
  }

  private static List<Text> marked(String text, String wanted) {
    List<Text> parts = new ArrayList<>();
    String lower = text.toLowerCase(Locale.ROOT);
    int at = 0;
    for (int hit = lower.indexOf(wanted); hit >= 0; hit = lower.indexOf(wanted, at)) {
      parts.add(part(text.substring(at, hit), false));
      int end = Math.min(text.length(), hit + wanted.length());
      parts.add(part(text.substring(hit, end), true));
      at = end;
    }
    parts.add(part(text.substring(at), false));
    return parts;
  }

  private static Text part(String text, boolean hit) {
    Text part = new Text(text);
    part.getStyleClass().add(hit ? "log-hit" : "log-text");
    return part;
  }
}
