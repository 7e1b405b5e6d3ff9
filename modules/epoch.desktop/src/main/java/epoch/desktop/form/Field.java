package epoch.desktop.form;

import java.util.List;
import java.util.stream.Stream;

/**
 * A field of a form.
 *
 * @param key names it within the form
 * @param label what it is called
 * @param meaning what it is in the document
 * @param input how it is filled in
 * @param claims places whose problems are told at this field
 * @param help a sentence below it, or empty
 * @param prompt what is meant where it is empty, or empty
 * @param narrow whether another narrow one fits beside it
 * @param fixed whether it cannot be changed
 */
public record Field(
    String key,
    String label,
    Meaning meaning,
    Input input,
    List<JsonPlace> claims,
    String help,
    String prompt,
    boolean narrow,
    boolean fixed)
    implements Row {

  private static final Input LINE = new Input.Line(List.of());

  public Field {
    claims = List.copyOf(claims);
  }

  /** A field that means something else than one place; it tells the problems of that place. */
  public static Field of(JsonPlace place, String label, Meaning meaning, Input input) {
    return new Field(place.path(), label, meaning, input, List.of(place), "", "", false, false);
  }

  /** A line of text, in one place. */
  public static Field line(JsonPlace place, String label, Value value) {
    return of(place, label, new Meaning.Plain(place, value), LINE);
  }

  /** Text, which is not there if it is empty. */
  public static Field text(JsonPlace place, String label) {
    return line(place, label, new Values.Text(false));
  }

  /** Several lines, in one place. */
  public static Field area(JsonPlace place, String label, Value value) {
    return of(place, label, new Meaning.Plain(place, value), new Input.Area());
  }

  /** One of several texts, in one place. */
  public static Field oneOf(JsonPlace place, String label, List<Input.Option> options) {
    return of(
        place, label, new Meaning.Plain(place, new Values.Text(false)), new Input.OneOf(options));
  }

  /** The same, told apart from another of the same place. */
  public Field called(String suffix) {
    return new Field(key + suffix, label, meaning, input, claims, help, prompt, narrow, fixed);
  }

  /** The same, also telling the problems of these places. */
  public Field claiming(JsonPlace... more) {
    return new Field(
        key,
        label,
        meaning,
        input,
        Stream.concat(claims.stream(), Stream.of(more)).toList(),
        help,
        prompt,
        narrow,
        fixed);
  }

  /** The same with another meaning. */
  public Field meaning(Meaning newMeaning) {
    return new Field(key, label, newMeaning, input, claims, help, prompt, narrow, fixed);
  }

  /** The same, filled in another way. */
  public Field input(Input newInput) {
    return new Field(key, label, meaning, newInput, claims, help, prompt, narrow, fixed);
  }

  /** The same with suggestions while it is typed. */
  public Field suggesting(List<String> suggestions) {
    return input(new Input.Line(suggestions));
  }

  /** The same with a sentence below it. */
  public Field help(String newHelp) {
    return new Field(key, label, meaning, input, claims, newHelp, prompt, narrow, fixed);
  }

  /** The same, saying what is meant where it is empty. */
  public Field prompt(String newPrompt) {
    return new Field(key, label, meaning, input, claims, help, newPrompt, narrow, fixed);
  }

  /** The same, leaving room for another one beside it. */
  public Field half() {
    return new Field(key, label, meaning, input, claims, help, prompt, true, fixed);
  }

  /** The same, not to be changed. */
  public Field fixed(boolean newFixed) {
    return new Field(key, label, meaning, input, claims, help, prompt, narrow, newFixed);
  }
}
