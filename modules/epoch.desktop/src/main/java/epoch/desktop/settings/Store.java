package epoch.desktop.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import epoch.api.json.Json;
import epoch.desktop.cluster.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Settings and connections in two files of a directory of the user's, which nobody else can read. A
 * file that cannot be read is kept beside the new one; the console never fails to start for it.
 */
public final class Store {

  private static final System.Logger LOG = System.getLogger(Store.class.getName());

  private final Path directory;
  private final Pictures pictures;
  private final Drafts drafts;
  private final Optional<Keyring> keyring;
  private boolean ended;
  private final ReadOnlyObjectWrapper<Settings> settings;
  private final ReadOnlyObjectWrapper<List<Connection>> connections;

  /** Reads what is there; passwords are kept in the file of connections. */
  public Store(Path directory) {
    this(directory, Optional.empty());
  }

  /**
   * Reads what is there.
   *
   * @param keyring where passwords are kept; empty: in the file of connections
   */
  public Store(Path directory, Optional<Keyring> keyring) {
    this.keyring = keyring;
    this.directory = directory;
    this.pictures = new Pictures(directory.resolve("pictures"));
    this.drafts = new Drafts(directory.resolve("drafts"));
    this.settings =
        new ReadOnlyObjectWrapper<>(
            read("settings.json", new TypeReference<Settings>() {}).orElse(Settings.FRESH));
    this.connections =
        new ReadOnlyObjectWrapper<>(
            read("connections.json", new TypeReference<List<Connection>>() {}).orElse(List.of()));
  }

  /** Where such files belong on this system. */
  public static Path usual(Map<String, String> environment, String system, Path home) {
    String set = environment.getOrDefault("EPOCH_CONSOLE_HOME", "");
    if (!set.isEmpty()) {
      return Path.of(set);
    }
    if (system.startsWith("Mac")) {
      return home.resolve("Library").resolve("Application Support").resolve("epoch-console");
    }
    String base =
        environment.getOrDefault(system.startsWith("Windows") ? "APPDATA" : "XDG_CONFIG_HOME", "");
    return (base.isEmpty() ? home.resolve(".config") : Path.of(base)).resolve("epoch-console");
  }

  /** Settings as they are now. */
  public ReadOnlyObjectProperty<Settings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  /** Settings as they are now. */
  public Settings settings() {
    return settings.get();
  }

  /** Changes them. */
  public void change(UnaryOperator<Settings> how) {
    Settings newer = how.apply(settings.get());
    if (!newer.equals(settings.get())) {
      settings.set(newer);
      write("settings.json", newer);
    }
  }

  /** All connections, in the order of the operator. */
  public ReadOnlyObjectProperty<List<Connection>> connectionsProperty() {
    return connections.getReadOnlyProperty();
  }

  /** Where passwords are kept; empty: in the file of connections. */
  public Optional<Keyring> keyring() {
    return keyring;
  }

  /** The last picture of each cluster. */
  public Pictures pictures() {
    return pictures;
  }

  /** What was written and not saved. */
  public Drafts drafts() {
    return drafts;
  }

  /** Keeps a connection in place of the one of that name, with the password that it says. */
  public void keep(Connection kept) {
    List<Connection> others =
        connections.get().stream().filter(it -> !it.name().equals(kept.name())).toList();
    replace(Stream.concat(Stream.of(kept), others.stream()).toList());
  }

  /** Forgets a connection. */
  public void forget(String name) {
    replace(connections.get().stream().filter(it -> !it.name().equals(name)).toList());
    pictures.forget(name);
    drafts.forget(name);
  }

  private void replace(List<Connection> newer) {
    connections.set(newer);
    write("connections.json", newer);
  }

  private <T> Optional<T> read(String name, TypeReference<T> type) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readAllBytes(file), type))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      LOG.log(Level.WARNING, file + " is not as it was written; it is put aside", e);
      putAside(file);
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.WARNING, file + " cannot be read; the console starts without it", e);
      return Optional.empty();
    }
  }

  private static void putAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The console ends: nothing is written any more, such as the width of a column a moment later.
   */
  public void end() {
    ended = true;
  }

  private void write(String name, Object value) {
    if (ended) {
      return;
    }
    try {
      PrivateFile.write(
          directory.resolve(name),
          out -> out.write(Json.pretty(value).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.log(Level.WARNING, name + " cannot be kept; it lasts until the console ends", e);
    }
  }
}
