package epoch.server.doctor;

/**
 * Something that was found.
 *
 * @param weight how much it matters
 * @param subject what it is about, in a word; findings of one subject belong together
 * @param text what was found, one sentence
 */
public record Finding(Weight weight, String subject, String text) {
  /** How much a finding matters. */
  public enum Weight {
    /** How it is. */
    FACT,
    /** Something will be different, or should be known. */
    NOTE,
    /** Something to mend, or to decide about, before the move. */
    PROBLEM
  }

  static Finding fact(String subject, String text) {
    return new Finding(Weight.FACT, subject, text);
  }

  static Finding note(String subject, String text) {
    return new Finding(Weight.NOTE, subject, text);
  }

  static Finding problem(String subject, String text) {
    return new Finding(Weight.PROBLEM, subject, text);
  }
}
