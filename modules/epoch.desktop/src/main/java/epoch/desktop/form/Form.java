package epoch.desktop.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of a document: what is in it depends on what the document says.
 *
 * @param sections its parts
 */
public record Form(List<Section> sections) {

  /** No form. */
  public static final Form EMPTY = new Form(List.of());

  /**
   * What belongs together.
   *
   * @param title what it is called
   * @param rows what stands in it
   */
  public record Section(String title, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  public Form {
    sections = List.copyOf(sections);
  }

  /** All fields, in order. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    sections.forEach(section -> collect(section.rows(), fields));
    return fields;
  }

  private static void collect(List<Row> rows, List<Field> fields) {
    for (Row row : rows) {
      switch (row) {
        case Field field -> fields.add(field);
        case Row.Fold fold -> collect(fold.rows(), fields);
        case Row.Title _, Row.Words _, Row.Press _ -> {}
      }
    }
  }

  /** How many fields stand above a button. */
  int above(Row.Press press) {
    int[] count = {0};
    var _ =
        sections.stream()
            .flatMap(section -> section.rows().stream())
            .anyMatch(row -> isAt(row, press, count));
    return count[0];
  }

  private static boolean isAt(Row row, Row.Press press, int[] count) {
    return switch (row) {
      case Field _ -> {
        count[0]++;
        yield false;
      }
      case Row.Words _ -> false;
      case Row.Title title -> title.presses().contains(press);
      case Row.Press other -> other.equals(press);
      case Row.Fold fold -> fold.rows().stream().anyMatch(inner -> isAt(inner, press, count));
    };
  }

  /** A field by its key. */
  public Optional<Field> field(String key) {
    return fields().stream().filter(field -> field.key().equals(key)).findFirst();
  }
}
