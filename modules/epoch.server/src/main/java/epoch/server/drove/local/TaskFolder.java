package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is on disk of one task: {@code spec.json} (who it is), {@code state.json} (how it ended),
 * {@code pid} and {@code exit} (written by the wrapper), {@code output.log}, {@code work/}, and the
 * empty marks {@code killed} and {@code deleted}. Files that are read back are written beside and
 * renamed.
 */
record TaskFolder(Path path) {

  static TaskFolder create(Path parent, String instanceId, ObjectNode spec) throws IOException {
    TaskFolder folder = new TaskFolder(parent.resolve(instanceId));
    try {
      Files.createDirectory(folder.path);
      Files.createDirectory(folder.work());
      folder.write("spec.json", spec);
      return folder;
    } catch (IOException e) {
      folder.delete();
      throw e;
    }
  }

  Path work() {
    return path.resolve("work");
  }

  Path output() {
    return path.resolve("output.log");
  }

  ObjectNode spec() throws IOException {
    return read("spec.json").orElseThrow(() -> new NoSuchFileException(path + "/spec.json"));
  }

  Optional<ObjectNode> state() {
    try {
      return read("state.json");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void writeState(ObjectNode state) throws IOException {
    write("state.json", state);
  }

  void mark(String name) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  boolean isMarked(String name) {
    return Files.exists(path.resolve(name));
  }

  Optional<ProcessMark> process() {
    return ProcessMark.read(path.resolve("pid"));
  }

  /** The exit code that the wrapper left; empty when there is none, or none that can be read. */
  OptionalInt exitCode() {
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(path.resolve("exit")).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Removes everything, as far as it can be removed. */
  void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LocalDrove.LOG.debug("Cannot remove all of {}", path, e);
    }
  }

  private Optional<ObjectNode> read(String name) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode node = Json.read(Files.readAllBytes(file));
    if (node instanceof ObjectNode object) {
      return Optional.of(object);
    }
    throw new IOException("No JSON object: " + file);
  }

  private void write(String name, ObjectNode content) throws IOException {
    Path beside = path.resolve(name + ".tmp");
    Files.write(beside, Json.bytes(content));
    Files.move(
        beside,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
