package epoch.desktop.form;

import epoch.api.client.EpochApiException;
import epoch.api.rest.ValidationReport;
import epoch.desktop.words.Plain;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that the server does not like about a document.
 *
 * @param place where, or empty if it is the whole
 * @param message what, so that it reads well behind the place
 */
public record Problem(String place, String message) {

  /** A place, a colon, and what is wrong there, as lines of an answer have it. */
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z]+(?:\\.[^.:\\[\\] ]+|\\[\\d+])*): (.*)", Pattern.DOTALL);

  /** Those of a report. */
  public static List<Problem> of(List<ValidationReport.Problem> reported) {
    return reported.stream().map(each -> new Problem(each.field(), each.message())).toList();
  }

  /** Those for which a change was refused; none if that was not the reason. */
  public static List<Problem> of(EpochApiException refusal) {
    return refusal.validationErrors().stream().map(Problem::parse).toList();
  }

  private static Problem parse(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches() ? new Problem(parts.group(1), parts.group(2)) : new Problem("", line);
  }

  /** On one line. */
  public String line() {
    return Plain.line(place.isEmpty() ? message : place + " " + message);
  }
}
