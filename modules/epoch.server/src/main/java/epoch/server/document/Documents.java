package epoch.server.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import epoch.api.calendar.Calendar;
import epoch.api.json.Json;
import epoch.api.json.JsonFaults;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ExportDocument.Item;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads and writes documents of topologies and calendars. Understood are what {@code GET
 * /v1/export} writes, a list of topologies or a single one, and what the command line of Epoch 1.14
 * dumps: a list of topologies with their states, in an envelope or not.
 */
public final class Documents {
  /** How large a document may be, in bytes. */
  public static final int LARGEST = 16 * 1024 * 1024;

  // As Json does: a number is written as it was read.
  private static final ObjectMapper YAML =
      YAMLMapper.builder(yaml())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Documents() {}

  private static YAMLFactory yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setAllowDuplicateKeys(false);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Json.MAX_DEPTH)
                .maxStringLength(Json.MAX_STRING_LENGTH)
                .build())
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
        .disable(YAMLGenerator.Feature.SPLIT_LINES)
        .build();
  }

  /**
   * Reads a document.
   *
   * @throws DocumentException with all that cannot be understood
   */
  public static ExportDocument read(byte[] bytes, Form form) throws DocumentException {
    var items = new Items();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      switch (form) {
        case JSON -> items.add(Json.read(text, JsonNode.class));
        case YAML -> {
          try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNextValue()) {
              // In the tree of one mapper numbers are of other kinds than in that of another.
              items.add(Json.read(Json.text(all.nextValue()), JsonNode.class));
            }
          }
        }
      }
    } catch (CharacterCodingException _) {
      throw new DocumentException(List.of("The document is not encoded in UTF-8"));
    } catch (JsonProcessingException e) {
      throw new DocumentException(List.of(JsonFaults.explain(e)));
    } catch (IOException e) {
      throw new DocumentException(List.of("The document cannot be read: " + e.getMessage()));
    }
    return items.document();
  }

  /** Writes a document. */
  public static void write(ExportDocument document, Form form, OutputStream out)
      throws IOException {
    switch (form) {
      case JSON -> {
        out.write(Json.pretty(document).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
      case YAML -> out.write(YAML.writeValueAsBytes(Json.tree(document)));
    }
  }

  /** What is found. */
  private static final class Items {
    private final List<Item> found = new ArrayList<>();
    private final List<Calendar> calendars = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    void add(JsonNode node) {
      // YAML has documents with nothing in them.
      if (node.isNull() || (node.isTextual() && node.asText().isBlank())) {
        return;
      }
      JsonNode list = node.has("status") && node.has("data") ? node.get("data") : node;
      if (list.has("topologies") || list.has("calendars")) {
        int version = list.path("version").asInt(ExportDocument.VERSION);
        if (version != ExportDocument.VERSION) {
          errors.add("version: " + version + " is not known here");
        }
        calendars(list.path("calendars"));
        if (!list.has("topologies")) {
          return;
        }
        list = list.get("topologies");
      }
      if (list.isArray()) {
        list.forEach(this::item);
      } else if (list.isObject()) {
        item(list);
      } else {
        errors.add("The document is neither a topology nor a list of topologies");
      }
    }

    private void calendars(JsonNode list) {
      if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
        errors.add("calendars: is not a list");
      }
      for (JsonNode node : list) {
        String path = "calendars[" + calendars.size() + "]";
        try {
          if (!node.isObject()) {
            errors.add(path + ": is not a calendar");
          }
          calendars.add(Json.read(node.isObject() ? node : Json.object(), Calendar.class));
        } catch (JsonProcessingException e) {
          errors.add(path + "." + JsonFaults.explain(e));
        }
      }
    }

    private void item(JsonNode node) {
      String path = "topologies[" + found.size() + "]";
      boolean wrapped = node.has("topology");
      JsonNode topology = wrapped ? node.get("topology") : node;
      TopologyState state = null;
      try {
        if (wrapped && node.hasNonNull("state")) {
          state = Json.read(node.get("state"), TopologyState.class);
        }
        if (!topology.isObject()) {
          errors.add(path + ": is not a topology");
          found.add(new Item(null, Json.read("{}", Topology.class)));
        } else {
          found.add(new Item(state, Json.read(topology, Topology.class)));
        }
      } catch (JsonProcessingException e) {
        errors.add(path + "." + JsonFaults.explain(e));
      }
    }

    ExportDocument document() throws DocumentException {
      if (!errors.isEmpty()) {
        throw new DocumentException(errors);
      }
      return new ExportDocument(ExportDocument.VERSION, null, calendars, found);
    }
  }
}
