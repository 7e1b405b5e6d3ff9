package epoch.server.command;

import epoch.api.rest.ExportDocument;
import epoch.api.rest.ExportDocument.Item;
import epoch.server.document.DocumentException;
import epoch.server.document.Documents;
import epoch.server.document.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Topologies in files, one or more in each, put together into one document. */
final class TopologyFiles {
  private TopologyFiles() {}

  /**
   * Reads files, and what is in directories as {@code .json}, {@code .yaml} or {@code .yml}.
   *
   * @throws IOException with what is wrong, and where
   */
  static ExportDocument read(List<Path> paths) throws IOException {
    List<Item> items = new ArrayList<>();
    Map<String, Path> names = new HashMap<>();
    for (Path path : paths) {
      for (Path file : files(path)) {
        for (Item item : items(file)) {
          Path other = names.put(item.topology().name(), file);
          if (other != null) {
            throw new IOException(item.topology().name() + " is in " + other + " and in " + file);
          }
          items.add(item);
        }
      }
    }
    return new ExportDocument(ExportDocument.VERSION, null, items);
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(file -> Files.isRegularFile(file) && form(file) != null).sorted().toList();
    }
  }

  private static List<Item> items(Path file) throws IOException {
    Form form = form(file);
    try {
      return Documents.read(Files.readAllBytes(file), form == null ? Form.YAML : form).topologies();
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    } catch (DocumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** By its name; null for what has another, which is read as YAML, since JSON is YAML. */
  private static @Nullable Form form(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return Form.JSON;
    }
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Form.YAML : null;
  }
}
