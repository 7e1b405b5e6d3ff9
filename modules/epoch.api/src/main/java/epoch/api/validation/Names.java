package epoch.api.validation;

import epoch.api.run.RunId;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for names of topologies and tasks; together they make the id of a task on Drove. */
final class Names {

  private static final int LONGEST_TOPOLOGY = 255;
  private static final int LONGEST_TASK_ID = 250;
  private static final Pattern ALLOWED = Pattern.compile("[0-9a-zA-Z_-]+");
  private static final Pattern LIKE_AN_ATTEMPT = Pattern.compile(".*-a[0-9]+");
  private static final String CHARACTERS = "may have letters, digits, - and _ only";

  private Names() {}

  static void checkTopology(String name, Problems problems) {
    if (problems.present(name)) {
      problems.addIf(!ALLOWED.matcher(name).matches(), CHARACTERS);
      problems.addIf(
          name.length() > LONGEST_TOPOLOGY, "is longer than " + LONGEST_TOPOLOGY + " characters");
    }
  }

  /** Looks at a task's name; {@code taken} holds the names seen so far and gets this one. */
  static void checkTask(
      @Nullable String name, String topologyName, Set<String> taken, Problems problems) {
    if (!problems.present(name) || name == null) {
      return;
    }
    problems.addIf(!ALLOWED.matcher(name).matches(), CHARACTERS);
    problems.addIf(
        LIKE_AN_ATTEMPT.matcher(name).matches(),
        "may not end in -a and digits, which marks a further attempt");
    problems.addIf(
        !taken.add(name), "is used twice; \"" + name + "\" must be unique within the topology");
    int idLength = topologyName.length() + 1 + RunId.LENGTH + 1 + name.length();
    problems.addIf(
        idLength > LONGEST_TASK_ID,
        "is too long together with the name of the topology: the id on Drove would have "
            + idLength
            + " of at most "
            + LONGEST_TASK_ID
            + " characters");
  }
}
