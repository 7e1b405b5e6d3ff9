package epoch.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables of the environment in a configuration file: {@code ${NAME}} and {@code
 * ${NAME:-default}}; a doubled dollar in front stands for the characters themselves.
 *
 * <p>References are taken out of the text before YAML sees it and put back, resolved, into the
 * scalars. So a reference may stand where braces mean something to YAML, as in {@code [${A},
 * ${B}]}, and nothing that a variable holds is ever read as YAML.
 */
final class Variables {

  private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}\\n]*)}");
  private static final Pattern INSIDE =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*(?::-(.*))?");
  // Private characters of Unicode: YAML allows them anywhere, and no configuration has a use for
  // them.
  private static final Pattern MASK = Pattern.compile("\uE000(\\d{1,6})\uE001");

  private final Map<String, String> environment;
  private final List<String> references = new ArrayList<>();

  Variables(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The text with each reference replaced by a mark. */
  String mask(String yaml) {
    return REFERENCE.matcher(yaml).replaceAll(this::mark);
  }

  /** The text as it was before {@link #mask}: for messages. */
  String unmask(String text) {
    return MASK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(reference(mark)));
  }

  /** Whether a scalar has a reference in it. */
  static boolean isMasked(String text) {
    return MASK.matcher(text).find();
  }

  /**
   * A scalar with the values of its variables; one that cannot be resolved is reported and stands
   * for nothing.
   *
   * @param key where the scalar stands, for the report
   */
  String resolve(String text, String key, Problems problems) {
    return MASK.matcher(text)
        .replaceAll(mark -> Matcher.quoteReplacement(value(reference(mark), key, problems)));
  }

  private String mark(MatchResult reference) {
    references.add(reference.group());
    return "\uE000" + (references.size() - 1) + "\uE001";
  }

  private String reference(MatchResult mark) {
    int index = Integer.parseInt(mark.group(1));
    return index < references.size() ? references.get(index) : mark.group();
  }

  private String value(String reference, String key, Problems problems) {
    if (!reference.startsWith("${")) {
      return reference.startsWith("$") ? reference.substring(1) : reference;
    }
    Matcher parts = INSIDE.matcher(reference.substring(2, reference.length() - 1));
    if (!parts.matches()) {
      problems.error(
          key,
          reference
              + " names no variable; write ${NAME} or ${NAME:-default}, or $${ for the characters themselves");
      return "";
    }
    String name = parts.group(1);
    String preset = parts.group(2);
    String value = environment.get(name);
    if (preset != null) {
      return value == null || value.isEmpty() ? preset : value;
    }
    if (value == null) {
      problems.error(
          key,
          "the environment variable " + name + " is not set, and " + reference + " has no default");
      return "";
    }
    return value;
  }
}
