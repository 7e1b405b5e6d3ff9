package epoch.desktop.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A process that behaves as {@code secret-tool} does, for machines without a desktop. */
public final class StandInKeyring {

  /** Behaves as secret-tool does: a password a file, its attributes the name of it. */
  private static final String TOOL =
      """
      #!/bin/sh
      cd "$(dirname "$0")" || exit 1
      echo "$*" >> calls
      verb=$1
      [ "$verb" = store ] && shift
      shift
      file=kept-$(printf '%s' "$*" | tr -c 'a-z0-9' '_')
      [ -e locked ] && { echo 'secret-tool: Cannot prompt' >&2; exit 1; }
      case $verb in
        store) cat > "$file" ;;
        lookup) [ -e "$file" ] && cat "$file" ;;
        clear) [ -e "$file" ] && rm "$file" ;;
      esac
      """;

  private StandInKeyring() {}

  /** Installs it. While there is a file named {@code locked} beside it, it refuses everything. */
  public static Keyring in(Path directory) throws IOException {
    Path tool = directory.resolve("secret-tool");
    Files.writeString(tool, TOOL);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    return Keyring.of(environment(directory), "Linux").orElseThrow();
  }

  static Map<String, String> environment(Path directory) {
    return Map.of(
        "PATH", "/nowhere:" + directory, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
  }
}
