package epoch.server.standalone;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;

/**
 * The passwords of a standalone installation: from the environment, else from the file in which
 * they are kept, else made up and kept there. Only the owner can read the file.
 */
final class Passwords {
  private static final String FILE = "passwords";
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 16;

  private final Map<String, String> environment;
  private final Path file;
  private final Properties kept = new Properties();
  private boolean changed;

  private Passwords(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  static Passwords load(Path dataDir, Map<String, String> environment) throws IOException {
    var passwords = new Passwords(dataDir.resolve(FILE), environment);
    if (Files.exists(passwords.file)) {
      try (var reader = Files.newBufferedReader(passwords.file)) {
        passwords.kept.load(reader);
      }
    }
    return passwords;
  }

  /**
   * A password.
   *
   * @param name what it is kept under
   * @param variable the environment variable that overrides it
   */
  String get(String name, String variable) {
    String given = environment.getOrDefault(variable, "");
    return given.isEmpty() ? get(name) : given;
  }

  /** A password that nobody chooses. */
  String get(String name) {
    return (String)
        kept.computeIfAbsent(
            name,
            key -> {
              changed = true;
              return random();
            });
  }

  /** Keeps what was made up. */
  void save() throws IOException {
    if (changed) {
      var text = new StringWriter();
      kept.store(text, "Passwords of this standalone Epoch");
      PrivateFile.write(file, text.toString());
      changed = false;
    }
  }

  /** The file in which they are kept. */
  Path file() {
    return file;
  }

  private static String random() {
    var random = new SecureRandom();
    var password = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
