package epoch.desktop.form;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a field is filled in. */
public sealed interface Input {

  /**
   * A line of text.
   *
   * @param suggestions what is offered while it is typed; anything else may be typed as well
   */
  record Line(List<String> suggestions) implements Input {
    public Line {
      suggestions = List.copyOf(suggestions);
    }
  }

  /** Several lines of text. */
  record Area() implements Input {}

  /**
   * One of several.
   *
   * @param options to choose from
   */
  record OneOf(List<Option> options) implements Input {
    public OneOf {
      options = List.copyOf(options);
    }

    /** The same, with one more if it lacks what is there already. */
    public OneOf with(String current) {
      if (options.stream().anyMatch(option -> option.value().equals(current))) {
        return this;
      }
      List<Option> more = new ArrayList<>(options);
      more.add(new Option(current, current.isEmpty() ? "nothing" : current));
      return new OneOf(more);
    }
  }

  /**
   * Any of several.
   *
   * @param options to choose from
   */
  record AnyOf(List<Option> options) implements Input {
    public AnyOf {
      options = List.copyOf(options);
    }
  }

  /**
   * Something to choose.
   *
   * @param value what the field says then
   * @param word what it is called
   */
  record Option(String value, String word) {}

  /** The days of the week, as cron and calendars name them. */
  List<Option> WEEK =
      options(
          "MON", "Mon", "TUE", "Tue", "WED", "Wed", "THU", "Thu", "FRI", "Fri", "SAT", "Sat", "SUN",
          "Sun");

  /** Names and their words by turns. */
  static List<Option> options(String... namesAndWords) {
    List<Option> options = new ArrayList<>();
    for (int i = 0; i < namesAndWords.length; i += 2) {
      options.add(new Option(namesAndWords[i], namesAndWords[i + 1]));
    }
    return options;
  }

  /** Names that are their own words. */
  static List<Option> named(Stream<String> names) {
    return names.map(name -> new Option(name, name)).toList();
  }
}
