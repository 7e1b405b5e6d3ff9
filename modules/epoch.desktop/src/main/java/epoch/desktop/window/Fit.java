package epoch.desktop.window;

import java.util.List;
import javafx.scene.control.ConstrainedColumnResizeBase;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TableView.ResizeFeatures;
import javafx.util.Callback;

/**
 * Columns fill their table, each in the proportion in which it was meant to be wide, and none
 * narrower than it may be. A window that becomes larger and small again looks as it did: the
 * policies of JavaFX forget what was meant.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // As tables themselves have it.
public final class Fit extends ConstrainedColumnResizeBase
    implements Callback<ResizeFeatures, Boolean> {

  private Fit() {}

  /** Has the columns of a table fill it. */
  public static void of(TableView<?> table) {
    table.setColumnResizePolicy(new Fit());
  }

  @Override
  public Boolean call(ResizeFeatures features) {
    List<? extends TableColumn<?, ?>> columns = visible(features);
    if (features.getColumn() != null) {
      boolean resized = TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS.call(features);
      columns.forEach(column -> column.setPrefWidth(column.getWidth()));
      return resized;
    }
    double[] widths =
        shares(
            features.getContentWidth(),
            columns.stream().mapToDouble(TableColumn::getPrefWidth).toArray(),
            columns.stream().mapToDouble(TableColumn::getMinWidth).toArray());
    for (int i = 0; i < widths.length; i++) {
      features.setColumnWidth(columns.get(i), widths[i]);
    }
    return true;
  }

  private static List<? extends TableColumn<?, ?>> visible(ResizeFeatures<?> features) {
    return features.getTable().getVisibleLeafColumns();
  }

  /** How wide each is, in whole pixels. */
  static double[] shares(double whole, double[] meant, double[] least) {
    double[] widths = new double[meant.length];
    boolean[] settled = new boolean[meant.length];
    double rest = whole;
    double wish = 0;
    for (double each : meant) {
      wish += each;
    }
    // Who is as narrow as it may be gives nothing; the others share what is left.
    for (boolean again = true; again; ) {
      again = false;
      for (int i = 0; i < meant.length; i++) {
        if (!settled[i] && meant[i] * rest < least[i] * wish) {
          widths[i] = least[i];
          settled[i] = true;
          rest -= least[i];
          wish -= meant[i];
          again = true;
        }
      }
    }
    double at = 0;
    for (int i = 0; i < meant.length; i++) {
      if (!settled[i]) {
        double end = at + meant[i] * Math.max(0, rest) / wish;
        widths[i] = Math.floor(end) - Math.floor(at);
        at = end;
      }
    }
    return widths;
  }
}
