package epoch.desktop.cluster;

import java.util.Locale;

/** The hue of a cluster, so that production never looks like staging. */
public enum Identity {
  /** Magenta. */
  PRODUCTION("Production"),
  /** Teal. */
  STAGING("Staging"),
  /** Grey. */
  OTHER("Other");

  private final String word;

  Identity(String word) {
    this.word = word;
  }

  /** The style class that carries the hue. */
  public String styleClass() {
    return "id-" + name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return word;
  }
}
