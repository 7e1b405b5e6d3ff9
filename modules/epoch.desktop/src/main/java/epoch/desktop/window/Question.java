package epoch.desktop.window;

import java.util.List;

/**
 * What a dialog asks before something is changed.
 *
 * @param title asks with verb, number and object
 * @param lines what would happen, and what would not
 * @param footer how it is undone, or that it cannot be
 * @param verb the word on the button that does it
 * @param yes what that button does
 */
public record Question(String title, List<String> lines, String footer, String verb, Runnable yes) {
  public Question {
    lines = List.copyOf(lines);
  }
}
