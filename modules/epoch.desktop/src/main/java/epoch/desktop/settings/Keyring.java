package epoch.desktop.settings;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keyring of the desktop (freedesktop's Secret Service), spoken to through its tool {@code
 * secret-tool}. Passwords reach the tool by its standard input, so that no list of processes shows
 * them. Everything waits, for a locked keyring may ask the operator first; not for the thread of
 * the screen.
 */
public final class Keyring {

  private static final String TOOL = "secret-tool";

  /** As long as somebody may take to unlock it. */
  private static final long PATIENCE_SECONDS = 120;

  private final Path tool;

  private Keyring(Path tool) {
    this.tool = tool;
  }

  /** The keyring, where there is one: a desktop's session on Linux that has the tool. */
  public static Optional<Keyring> of(Map<String, String> environment, String system) {
    if (!system.startsWith("Linux")
        || environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isEmpty()) {
      return Optional.empty();
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, TOOL))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Keyring::new);
  }

  /**
   * The password of a connection, if it has one.
   *
   * @throws IOException if the keyring cannot be asked
   */
  public Optional<String> find(String connection) throws IOException {
    Ended ended = run("", "lookup", connection, List.of());
    if (ended.status() == 0) {
      return Optional.of(ended.output()).filter(password -> !password.isEmpty());
    }
    if (ended.errors().isEmpty()) {
      return Optional.empty();
    }
    throw ended.failure();
  }

  /**
   * Keeps the password of a connection in place of the one before.
   *
   * @throws IOException if the keyring does not take it
   */
  public void keep(String connection, String password) throws IOException {
    Ended ended =
        run(password, "store", connection, List.of("--label=Epoch console: " + connection));
    if (ended.status() != 0) {
      throw ended.failure();
    }
  }

  /**
   * Forgets the password of a connection.
   *
   * @throws IOException if the keyring cannot be asked
   */
  public void forget(String connection) throws IOException {
    Ended ended = run("", "clear", connection, List.of());
    if (ended.status() != 0 && !ended.errors().isEmpty()) {
      throw ended.failure();
    }
  }

  /** How the tool ended. */
  private record Ended(int status, String output, String errors) {
    IOException failure() {
      return new IOException(
          "The keyring refused: " + (errors.isEmpty() ? "status " + status : errors));
    }
  }

  private Ended run(String input, String verb, String connection, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(tool.toString());
    command.add(verb);
    command.addAll(options);
    command.addAll(List.of("application", "epoch-console", "connection", connection));
    Path errors = Files.createTempFile("epoch-console", ".keyring");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      try (OutputStream out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("The keyring does not answer");
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.exitValue(), output, Files.readString(errors).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The console stopped waiting for the keyring", e);
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
