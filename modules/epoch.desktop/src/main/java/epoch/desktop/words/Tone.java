package epoch.desktop.words;

import java.util.Locale;

/** The colour of a state; never alone, always with a shape and a word. */
public enum Tone {
  /** It is as it should be. */
  OK,
  /** It failed. */
  BAD,
  /** It is under way. */
  RUN,
  /** It stands still, or was late. */
  WARN,
  /** It cannot be told. */
  ODD,
  /** Nothing to see. */
  IDLE;

  /** The style class that carries the colour. */
  public String styleClass() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }
}
