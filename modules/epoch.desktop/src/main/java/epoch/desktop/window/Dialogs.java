package epoch.desktop.window;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What is asked at the moment; view models ask through it. */
public final class Dialogs {

  private final ObjectProperty<Optional<Question>> question =
      new SimpleObjectProperty<>(Optional.empty());

  /** Nothing is asked. */
  public Dialogs() {}

  /** Asks. What was asked before counts as declined. */
  public void ask(Question asked) {
    question.set(Optional.of(asked));
  }

  /** The operator thought better of it. */
  public void dismiss() {
    question.set(Optional.empty());
  }

  /** What is asked, or nothing. */
  public ObjectProperty<Optional<Question>> questionProperty() {
    return question;
  }
}
