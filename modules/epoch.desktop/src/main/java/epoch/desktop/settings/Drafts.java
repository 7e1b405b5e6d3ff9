package epoch.desktop.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was written and not saved, to be found again whatever became of the window. A file each,
 * readable for nobody else, in a directory for each connection. Safe for use by several threads.
 */
public final class Drafts {

  private static final System.Logger LOG = System.getLogger(Drafts.class.getName());

  /**
   * Where a draft belongs.
   *
   * @param connection through which it is to be saved
   * @param kind what it is, such as {@code topology}
   * @param id which one; empty for a new one
   */
  public record Home(String connection, String kind, String id) {}

  /**
   * A draft.
   *
   * @param at when something was typed last
   * @param stored what was stored when it was begun; null for a new one
   * @param text what it says, be it no JSON at all
   * @param fields what fields of the form say that cannot be said in JSON
   */
  public record Kept(
      Instant at, @Nullable JsonNode stored, String text, Map<String, String> fields) {
    public Kept {
      at = Objects.requireNonNullElse(at, Instant.EPOCH);
      text = Objects.requireNonNullElse(text, "");
      fields = Map.copyOf(Objects.requireNonNullElse(fields, Map.of()));
    }
  }

  /**
   * One that is there.
   *
   * @param home where it belongs
   * @param at when something was typed last
   */
  public record Listed(Home home, Instant at) {}

  private final Path directory;

  Drafts(Path directory) {
    this.directory = directory;
  }

  /** A name may hold what no file name may. */
  private static String plain(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Path file(Home home) {
    return directory
        .resolve(plain(home.connection()))
        .resolve(plain(home.kind() + "/" + home.id()) + ".json");
  }

  /** Keeps a draft in place of the one before. */
  public synchronized void keep(Home home, Kept draft) {
    try {
      ObjectNode text = Json.tree(draft).deepCopy();
      // The name of the file does not tell where it belongs.
      text.set("home", Json.tree(home));
      PrivateFile.write(file(home), out -> out.write(Json.bytes(text)));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A draft cannot be kept; it lasts until its window is closed", e);
    }
  }

  /** The draft that belongs there, if there is one. */
  public synchronized Optional<Kept> find(Home home) {
    Path file = file(home);
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readAllBytes(file), Kept.class))
          : Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.WARNING, file + " is not as it was written; there is no draft", e);
      return Optional.empty();
    }
  }

  /** Those of a connection, the newest first. */
  public synchronized List<Listed> of(String connection) {
    Path those = directory.resolve(plain(connection));
    if (!Files.isDirectory(those)) {
      return List.of();
    }
    try (var files = Files.list(those)) {
      return files
          .flatMap(file -> listed(file).stream())
          .sorted(Comparator.comparing(Listed::at).reversed())
          .toList();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The drafts of " + connection + " cannot be listed", e);
      return List.of();
    }
  }

  private static Optional<Listed> listed(Path file) {
    try {
      JsonNode draft = Json.read(Files.readAllBytes(file), JsonNode.class);
      return draft.has("home") ? Optional.of(Json.read(draft, Listed.class)) : Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.WARNING, file + " is not as it was written; it is not listed", e);
      return Optional.empty();
    }
  }

  /** Throws a draft away. */
  public synchronized void forget(Home home) {
    delete(file(home));
  }

  /** Throws away all drafts of a connection. */
  synchronized void forget(String connection) {
    Path those = directory.resolve(plain(connection));
    if (Files.isDirectory(those)) {
      try (var files = Files.list(those)) {
        files.forEach(Drafts::delete);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "The drafts of " + connection + " cannot be removed", e);
      }
      delete(those);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, file + " cannot be removed", e);
    }
  }
}
