package epoch.desktop.form;

import java.util.List;

/** What stands in a form, one below the other. */
public sealed interface Row permits Field, Row.Title, Row.Words, Row.Press, Row.Fold {

  /**
   * Above what belongs together.
   *
   * @param words what that is
   * @param presses what can be done with it
   */
  record Title(String words, List<Press> presses) implements Row {
    public Title {
      presses = List.copyOf(presses);
    }
  }

  /**
   * A sentence.
   *
   * @param text it
   */
  record Words(String text) implements Row {}

  /**
   * A button.
   *
   * @param key names it within the form
   * @param word what stands on it
   * @param spoken what it does, for who does not see where it stands
   * @param act what it does
   * @param possible whether it can be pressed
   */
  record Press(String key, String word, String spoken, Arrangement act, boolean possible)
      implements Row {
    /** One that can be pressed, and says all with its word. */
    public static Press of(String key, String word, Arrangement act) {
      return new Press(key, word, word, act, true);
    }
  }

  /**
   * Rows that are seen only where somebody asks for them, or something is wrong with them.
   *
   * @param key names it within the form
   * @param title what they are
   * @param rows them
   * @param open whether they are seen from the beginning
   */
  record Fold(String key, String title, List<Row> rows, boolean open) implements Row {
    public Fold {
      rows = List.copyOf(rows);
    }
  }
}
