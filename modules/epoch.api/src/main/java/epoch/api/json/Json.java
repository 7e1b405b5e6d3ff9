package epoch.api.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * The one way in which Epoch reads and writes JSON.
 *
 * <p>Text is UTF-8. Absent and {@code null} are the same and are not written. Times are epoch
 * milliseconds (a string in ISO 8601 is understood too). A field named twice, text after the value,
 * a fraction where a whole number belongs, an enum constant that does not exist, nesting over
 * {@value #MAX_DEPTH} and strings over {@value #MAX_STRING_LENGTH} characters are refused with a
 * {@link JsonProcessingException}, which {@link JsonFaults} puts into words. Unknown fields are no
 * error; whether they are kept is up to the type read.
 *
 * <p>Safe for use by several threads.
 */
public final class Json {

  /** How deep objects and lists may be nested in what is read. */
  public static final int MAX_DEPTH = 64;

  /** How many characters a single string may have in what is read. */
  public static final int MAX_STRING_LENGTH = 16 * 1024 * 1024;

  private static final JsonMapper MAPPER = newMapper();

  private Json() {}

  /**
   * Answers a new mapper with this configuration, for callers that hand one to a library; it is
   * theirs to change.
   *
   * @return a mapper that nobody else holds
   */
  public static JsonMapper newMapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // By default buffers are kept for each thread, and a virtual thread lives for one piece
            // of work.
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxNameLength(4096)
                    .maxNumberLength(100)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
        .enable(
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .addModule(new EpochMillis())
        .build();
  }

  /**
   * Reads one value.
   *
   * @param json the whole text
   * @param type what it should be
   * @return the value
   * @throws JsonProcessingException if the text is no JSON or not of this type
   */
  public static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  /** As {@link #read(String, Class)}, for a generic type such as {@code Envelope<List<Run>>}. */
  public static <T> T read(String json, TypeReference<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  /**
   * Reads one value from UTF-8 bytes.
   *
   * @throws JsonProcessingException if the bytes are no JSON or not of this type
   */
  public static <T> T read(byte[] json, Class<T> type) throws JsonProcessingException {
    return read(new String(json, StandardCharsets.UTF_8), type);
  }

  /** As {@link #read(byte[], Class)}, for a generic type. */
  public static <T> T read(byte[] json, TypeReference<T> type) throws JsonProcessingException {
    return read(new String(json, StandardCharsets.UTF_8), type);
  }

  /**
   * Turns a tree that was read already into a value.
   *
   * @throws JsonProcessingException if the tree is not of this type
   */
  public static <T> T read(JsonNode tree, Class<T> type) throws JsonProcessingException {
    return MAPPER.treeToValue(tree, type);
  }

  /**
   * Writes a value as UTF-8.
   *
   * @throws IllegalArgumentException if the value is of a kind that cannot be written; never for
   *     Epoch's own types
   */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be written as JSON: " + value.getClass().getSimpleName(), e);
    }
  }

  /** Writes a value as text; errors as for {@link #bytes}. */
  public static String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** Writes a value as indented text for people; errors as for {@link #bytes}. */
  public static String pretty(Object value) {
    return tree(value).toPrettyString();
  }

  /** Writes a value as a tree; errors as for {@link #bytes}. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Answers a new, empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
