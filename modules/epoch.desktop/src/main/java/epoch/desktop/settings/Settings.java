package epoch.desktop.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the operator wants it.
 *
 * @param theme light, dark, or as the system has it
 * @param compact whether rows are narrow
 * @param lettersRest whether single letters do nothing
 * @param window where the window was
 * @param open the names of the connections that were open, in order
 * @param filters saved filters of the topologies by name
 * @param columns widths of columns by table and column, negative if hidden
 * @param subscriptions topologies whose failures are told, by connection; {@code *} is all of them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Settings(
    Theme theme,
    boolean compact,
    boolean lettersRest,
    @Nullable Window window,
    List<String> open,
    Map<String, String> filters,
    Map<String, Double> columns,
    Map<String, Set<String>> subscriptions) {

  /** Light or dark. */
  public enum Theme {
    /** As the system has it. */
    SYSTEM,
    /** Always light. */
    LIGHT,
    /** Always dark. */
    DARK
  }

  /**
   * Where a window was.
   *
   * @param x left
   * @param y top
   * @param width of it
   * @param height of it
   * @param maximized whether it filled the screen
   */
  public record Window(double x, double y, double width, double height, boolean maximized) {}

  /** Before anything was chosen. */
  public static final Settings FRESH =
      new Settings(Theme.SYSTEM, false, false, null, List.of(), Map.of(), Map.of(), Map.of());

  public Settings {
    theme = Objects.requireNonNullElse(theme, Theme.SYSTEM);
    open = List.copyOf(Objects.requireNonNullElse(open, List.of()));
    filters = Map.copyOf(Objects.requireNonNullElse(filters, Map.of()));
    columns = Map.copyOf(Objects.requireNonNullElse(columns, Map.of()));
    subscriptions = Map.copyOf(Objects.requireNonNullElse(subscriptions, Map.of()));
  }

  /** The same in another theme. */
  public Settings with(Theme newTheme) {
    return new Settings(
        newTheme, compact, lettersRest, window, open, filters, columns, subscriptions);
  }

  /** The same in another density. */
  public Settings withCompact(boolean newCompact) {
    return new Settings(
        theme, newCompact, lettersRest, window, open, filters, columns, subscriptions);
  }

  /** The same with letters that act or rest. */
  public Settings withLettersRest(boolean newLettersRest) {
    return new Settings(
        theme, compact, newLettersRest, window, open, filters, columns, subscriptions);
  }

  /** The same with the window elsewhere. */
  public Settings with(Window newWindow) {
    return new Settings(
        theme, compact, lettersRest, newWindow, open, filters, columns, subscriptions);
  }

  /** The same with other connections open. */
  public Settings withOpen(List<String> newOpen) {
    return new Settings(
        theme, compact, lettersRest, window, newOpen, filters, columns, subscriptions);
  }

  /** The same with other saved filters. */
  public Settings withFilters(Map<String, String> newFilters) {
    return new Settings(
        theme, compact, lettersRest, window, open, newFilters, columns, subscriptions);
  }

  /** The same with other columns. */
  public Settings withColumns(Map<String, Double> newColumns) {
    return new Settings(
        theme, compact, lettersRest, window, open, filters, newColumns, subscriptions);
  }

  /** The same with other subscriptions. */
  public Settings withSubscriptions(Map<String, Set<String>> newSubscriptions) {
    return new Settings(
        theme, compact, lettersRest, window, open, filters, columns, newSubscriptions);
  }
}
