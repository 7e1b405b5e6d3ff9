package epoch.desktop.window;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a dialog asks before something is changed.
 *
 * @param title asks with verb, number and object
 * @param lines what would happen, and what would not
 * @param list all of it one by one, however much that is; empty if the lines say it
 * @param footer how it is undone, or that it cannot be
 * @param verb the word on the button that does it
 * @param care what else the operator has to say
 * @param yes what that button does
 */
public record Question(
    String title,
    List<String> lines,
    List<String> list,
    String footer,
    String verb,
    Care care,
    Consumer<Answer> yes) {

  public Question {
    lines = List.copyOf(lines);
    list = List.copyOf(list);
  }

  /** A question whose lines say it all. */
  public Question(
      String title,
      List<String> lines,
      String footer,
      String verb,
      Care care,
      Consumer<Answer> yes) {
    this(title, lines, List.of(), footer, verb, care, yes);
  }

  /** A question that needs no more than yes or no. */
  public static Question of(
      String title, List<String> lines, String footer, String verb, Runnable yes) {
    return new Question(title, lines, footer, verb, Care.NONE, _ -> yes.run());
  }

  /** Whether a reason is asked for. */
  public enum Reason {
    /** It is not. */
    NONE,
    /** It may be given. */
    OFFERED,
    /** It must be given. */
    REQUIRED
  }

  /** Whether what the operator said can be understood. */
  @FunctionalInterface
  public interface Check {
    /** Anything can. */
    Check NONE = _ -> "";

    /** What cannot be understood, in words; empty if everything can. */
    String problem(Answer answer);
  }

  /**
   * What else the operator has to say.
   *
   * @param red whether it destroys something: the focus starts on Cancel
   * @param reason whether a reason is asked for
   * @param typed what has to be typed first, or empty
   * @param choices of which one has to be chosen; the first is suggested
   * @param fields what further lines of text are called
   * @param said with what the lines of text begin
   * @param check looks at it; as long as it finds fault, the question stays with all that was typed
   */
  public record Care(
      boolean red,
      Reason reason,
      String typed,
      List<String> choices,
      List<String> fields,
      Answer said,
      Check check) {
    /** Nothing. */
    public static final Care NONE = new Care(false, Reason.NONE, "");

    /** A reason may be given. */
    public static final Care OFFERED = new Care(false, Reason.OFFERED, "");

    public Care {
      choices = List.copyOf(choices);
      fields = List.copyOf(fields);
    }

    private Care(boolean red, Reason reason, String typed) {
      this(red, reason, typed, List.of(), List.of(), Answer.NOTHING, Check.NONE);
    }

    /** It destroys something. */
    public static Care red(Reason reason, String typed) {
      return new Care(true, reason, typed);
    }

    /** The same with something to choose from. */
    public Care choosing(List<String> newChoices) {
      return new Care(red, reason, typed, newChoices, fields, said, check);
    }

    /** The same with further lines of text. */
    public Care asking(String... newFields) {
      return new Care(red, reason, typed, choices, List.of(newFields), said, check);
    }

    /** The same, beginning with what was said before. */
    public Care saying(Answer newSaid) {
      return new Care(red, reason, typed, choices, fields, newSaid, check);
    }

    /** The same, but only what that finds no fault with is an answer. */
    public Care checked(Check newCheck) {
      return new Care(red, reason, typed, choices, fields, said, newCheck);
    }
  }

  /**
   * What the operator said.
   *
   * @param reason why, or empty
   * @param choice which of the choices, or empty
   * @param fields the further lines of text, as many as were asked for
   */
  public record Answer(String reason, String choice, List<String> fields) {
    /** No word. */
    public static final Answer NOTHING = new Answer("", "", List.of());

    public Answer {
      fields = List.copyOf(fields);
    }

    /** One of the further lines of text; empty if it was not asked for. */
    public String field(int index) {
      return index < fields.size() ? fields.get(index) : "";
    }
  }
}
