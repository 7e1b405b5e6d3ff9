package epoch.server.command;

import epoch.api.calendar.Calendar;
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

/** Topologies and calendars in files, one or more in each, put together into one document. */
final class TopologyFiles {
  private final List<Calendar> calendars = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final Map<String, Path> places = new HashMap<>();

  private TopologyFiles() {}

  /**
   * Reads files, and what is in directories as {@code .json}, {@code .yaml} or {@code .yml}.
   *
   * @throws IOException with what is wrong, and where
   */
  static ExportDocument read(List<Path> paths) throws IOException {
    var all = new TopologyFiles();
    for (Path path : paths) {
      for (Path file : files(path)) {
        all.add(file);
      }
    }
    return new ExportDocument(ExportDocument.VERSION, null, all.calendars, all.items);
  }

  private void add(Path file) throws IOException {
    ExportDocument document = document(file);
    for (Calendar calendar : document.calendars()) {
      mustBeNew("calendar " + calendar.name(), file);
      calendars.add(calendar);
    }
    for (Item item : document.topologies()) {
      mustBeNew(item.topology().name(), file);
      items.add(item);
    }
  }

  private void mustBeNew(String what, Path file) throws IOException {
    Path other = places.put(what, file);
    if (other != null) {
      throw new IOException(what + " is in " + other + " and in " + file);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(file -> Files.isRegularFile(file) && form(file) != null).sorted().toList();
    }
  }

  private static ExportDocument document(Path file) throws IOException {
    Form form = form(file);
    try {
      return Documents.read(Files.readAllBytes(file), form == null ? Form.YAML : form);
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
