package epoch.desktop;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the console was started with: {@code --url} (again for each further node), {@code --user},
 * {@code --name}, {@code --colour production|staging|other}; the password comes from {@code
 * EPOCH_PASSWORD}, because others can read a command line.
 *
 * @param connection what to suggest, if there was any
 * @param complete whether it can be tried without asking
 */
record Arguments(Optional<Connection> connection, boolean complete) {

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with a line for the terminal
   */
  static Arguments of(List<String> arguments, Map<String, String> environment) {
    List<String> urls = new ArrayList<>();
    String user = "";
    String name = "";
    Identity identity = Identity.OTHER;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--url" -> urls.add(value(option, rest));
        case "--user" -> user = value(option, rest);
        case "--name" -> name = value(option, rest);
        case "--colour" -> identity = identity(value(option, rest));
        default -> throw new IllegalArgumentException("unknown option: " + option);
      }
    }
    if (urls.isEmpty() && user.isEmpty() && name.isEmpty()) {
      return new Arguments(Optional.empty(), false);
    }
    String shown = name.isEmpty() && !urls.isEmpty() ? urls.getFirst() : name;
    String password = environment.getOrDefault("EPOCH_PASSWORD", "");
    boolean complete = !urls.isEmpty() && user.isEmpty() == password.isEmpty();
    return new Arguments(
        Optional.of(new Connection(shown, urls, user, password, identity)), complete);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static Identity identity(String word) {
    for (Identity identity : Identity.values()) {
      if (identity.name().equalsIgnoreCase(word)) {
        return identity;
      }
    }
    throw new IllegalArgumentException("--colour is production, staging or other");
  }
}
