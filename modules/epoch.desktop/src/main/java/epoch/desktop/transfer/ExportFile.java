package epoch.desktop.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import epoch.api.calendar.Calendar;
import epoch.api.client.Changes;
import epoch.api.json.Json;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.TopologyFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A file of topologies; its name says whether it is YAML or JSON. */
final class ExportFile {

  private ExportFile() {}

  static boolean isYaml(Path file) {
    String name = ("" + file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }

  /**
   * Writes one.
   *
   * @param ids of the topologies, or none for all
   * @return what was written, in words
   */
  static String write(Path file, Changes server, Set<String> ids) throws IOException {
    if (ids.isEmpty() && isYaml(file)) {
      Files.write(file, server.exportYaml(TopologyFilter.ALL));
      return "Exported all topologies to " + file;
    }
    ExportDocument all = server.export(TopologyFilter.ALL);
    ExportDocument chosen = ids.isEmpty() ? all : only(ids, all);
    Files.write(file, isYaml(file) ? yaml(chosen) : json(chosen));
    int count = chosen.topologies().size();
    return count == 1
        ? "Exported 1 topology to " + file
        : "Exported %,d topologies to %s".formatted(count, file);
  }

  /** Those, with the calendars that they name. */
  private static ExportDocument only(Set<String> ids, ExportDocument all) {
    List<ExportDocument.Item> chosen =
        all.topologies().stream().filter(item -> ids.contains(item.topology().name())).toList();
    Set<String> named =
        chosen.stream()
            .flatMap(item -> item.topology().effectivePolicy().effectiveCalendars().stream())
            .collect(Collectors.toUnmodifiableSet());
    List<Calendar> calendars =
        all.calendars().stream().filter(calendar -> named.contains(calendar.name())).toList();
    return new ExportDocument(all.version(), all.exported(), calendars, chosen);
  }

  private static byte[] json(ExportDocument document) {
    return (Json.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** As the server writes all of them. */
  private static byte[] yaml(ExportDocument document) throws IOException {
    YAMLFactory form =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    return new ObjectMapper(form).writeValueAsBytes(Json.tree(document));
  }
}
