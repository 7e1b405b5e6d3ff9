package epoch.server.command;

import epoch.api.client.ClientOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command talks to, and as whom. */
final class ServerOptions {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(
      names = "--server",
      paramLabel = "URL",
      split = ",",
      description = "One or more members, separated by commas. Default: $EPOCH_SERVER.")
  private @Nullable List<String> servers;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Default: $EPOCH_USER. The password is in $EPOCH_PASSWORD.")
  private @Nullable String user;

  @Option(
      names = "--netrc-file",
      paramLabel = "FILE",
      description = "Takes name and password from a file in the form of .netrc.")
  private @Nullable Path netrc;

  /**
   * Puts together what was said.
   *
   * @param environment of the process
   * @throws IllegalArgumentException if no server was named
   * @throws IOException if the file with the password cannot be read
   */
  ClientOptions client(Map<String, String> environment) throws IOException {
    List<String> urls = servers;
    if (urls == null) {
      String url = environment.get("EPOCH_SERVER");
      if (url == null) {
        throw new IllegalArgumentException("Say --server URL, or set EPOCH_SERVER");
      }
      urls = List.of(url.split(","));
    }
    String name = user == null ? environment.getOrDefault("EPOCH_USER", "") : user;
    String password = environment.getOrDefault("EPOCH_PASSWORD", "");
    if (netrc != null) {
      String host = Objects.requireNonNullElse(URI.create(urls.getFirst()).getHost(), "");
      Netrc found =
          Netrc.find(Files.readString(netrc), host)
              .orElseThrow(() -> new IOException(netrc + " says nothing about " + host));
      name = found.login();
      password = found.password();
    }
    return new ClientOptions(urls, name, password, Duration.ofSeconds(5), PATIENCE);
  }

  /** Name and password of a machine. */
  record Netrc(String login, String password) {
    static Optional<Netrc> find(String text, String host) {
      String[] words = text.strip().split("\\s+");
      boolean here = false;
      String login = "";
      for (int i = 0; i < words.length; i++) {
        String next = i + 1 < words.length ? words[i + 1] : "";
        switch (words[i]) {
          case "machine" -> here = next.equals(host);
          case "default" -> here = true;
          case "login" -> login = next;
          case "password" -> {
            if (here) {
              return Optional.of(new Netrc(login, next));
            }
          }
          default -> {
            // A value, or what is not for us.
          }
        }
      }
      return Optional.empty();
    }
  }
}
