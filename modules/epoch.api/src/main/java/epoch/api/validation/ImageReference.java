package epoch.api.validation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The grammar of references to container images, as the OCI distribution and Docker define it:
 * {@code [registry[:port]/]path[:tag][@digest]}.
 */
final class ImageReference {

  private static final int LONGEST_NAME = 255;
  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:]+]");
  private static final Pattern PART = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern DIGEST =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9]*(?:[+._-][a-zA-Z][a-zA-Z0-9]*)*:[0-9a-fA-F]{32,}");

  private ImageReference() {}

  /** Answers what is wrong with a reference, or nothing. */
  static Optional<String> problem(String reference) {
    String name = reference;
    int at = name.indexOf('@');
    if (at >= 0) {
      String digest = name.substring(at + 1);
      if (!DIGEST.matcher(digest).matches()
          || (digest.startsWith("sha256:") && digest.length() != "sha256:".length() + 64)) {
        return Optional.of("has a digest that is none: \"" + digest + "\"");
      }
      name = name.substring(0, at);
    }
    int colon = name.lastIndexOf(':');
    if (colon > name.lastIndexOf('/')) {
      String tag = name.substring(colon + 1);
      if (!TAG.matcher(tag).matches()) {
        return Optional.of("has a tag that is none: \"" + tag + "\"");
      }
      name = name.substring(0, colon);
    }
    return name.length() > LONGEST_NAME
        ? Optional.of("is longer than " + LONGEST_NAME + " characters")
        : nameProblem(name);
  }

  private static Optional<String> nameProblem(String name) {
    String path = name;
    int slash = name.indexOf('/');
    if (slash >= 0 && namesRegistry(name.substring(0, slash))) {
      String registry = name.substring(0, slash);
      if (!isRegistry(registry)) {
        return Optional.of("names a registry that cannot be: \"" + registry + "\"");
      }
      path = name.substring(slash + 1);
    }
    for (String part : path.split("/", -1)) {
      if (!PART.matcher(part).matches()) {
        return Optional.of(
            "is no reference to an image: \""
                + part
                + "\" may have small letters, digits, and . _ - between them");
      }
    }
    return Optional.empty();
  }

  /** The first part is a registry if it looks like a host; else it belongs to the path. */
  private static boolean namesRegistry(String first) {
    return first.contains(".")
        || first.contains(":")
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  private static boolean isRegistry(String registry) {
    String host = registry;
    int colon = registry.lastIndexOf(':');
    if (colon > registry.lastIndexOf(']')) {
      String port = registry.substring(colon + 1);
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
        return false;
      }
      host = registry.substring(0, colon);
    }
    return IPV6.matcher(host).matches()
        || List.of(host.split("\\.", -1)).stream()
            .allMatch(label -> LABEL.matcher(label).matches());
  }
}
