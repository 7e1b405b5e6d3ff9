package epoch.api.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.json.JsonFaults;
import epoch.api.rest.Envelope;
import epoch.api.rest.StaleCalendar;
import epoch.api.rest.StaleEdit;
import epoch.api.rest.ValidationErrors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status of HTTP
 * @param body the whole of it
 * @param next where the next page begins, if this is one and not the last
 * @param total how many items there are in all; negative if it was not said
 */
record Answer(int status, byte[] body, @Nullable String next, long total) {

  boolean good() {
    return status >= 200 && status < 300;
  }

  /** Reads the envelope and answers its data, or throws what it says went wrong. */
  <T> T data(TypeReference<Envelope<T>> type) throws IOException {
    if (!good()) {
      throw failure();
    }
    JsonNode tree = tree();
    if (!"SUCCESS".equals(tree.path("status").asText())) {
      throw failure();
    }
    T data = understood(type).data();
    if (data == null) {
      throw new IOException("The server answered success without data");
    }
    return data;
  }

  /** Reads the envelope of a part of a list. */
  <T> Page<T> page(TypeReference<Envelope<List<T>>> type) throws IOException {
    List<T> items = data(type);
    return new Page<>(items, Optional.ofNullable(next), total < 0 ? items.size() : total);
  }

  /** What the server says went wrong. */
  EpochApiException failure() {
    JsonNode tree;
    try {
      tree = tree();
    } catch (IOException _) {
      // An answer in plain text, as 401 is one, or a gateway's page.
      return new EpochApiException(status, "The server answered " + status, List.of());
    }
    String message = tree.path("message").asText("");
    return new EpochApiException(
        status,
        message.isEmpty() ? "The server answered " + status : message,
        validationErrors(tree.path("data")),
        stale(tree, "topology", StaleEdit.class),
        stale(tree, "windows", StaleCalendar.class));
  }

  /** Both sides of a change that came too late, if it is of what has this field. */
  private <T> @Nullable T stale(JsonNode tree, String field, Class<T> type) {
    JsonNode data = tree.path("data");
    try {
      return status == 412 && data.path("current").has(field) ? Json.read(data, type) : null;
    } catch (JsonProcessingException _) {
      // The message still says that it is stale.
      return null;
    }
  }

  JsonNode tree() throws IOException {
    try {
      return Json.read(body, JsonNode.class);
    } catch (JsonProcessingException e) {
      throw new IOException("The server answered " + status + " and something that is no JSON", e);
    }
  }

  private <T> Envelope<T> understood(TypeReference<Envelope<T>> type) throws IOException {
    try {
      return Json.read(body, type);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "The server's answer cannot be understood: " + JsonFaults.explain(e), e);
    }
  }

  private static List<String> validationErrors(JsonNode data) {
    if (!data.has("validationErrors")) {
      return List.of();
    }
    try {
      return Json.read(data, ValidationErrors.class).validationErrors();
    } catch (JsonProcessingException _) {
      // The message still says what is wrong.
      return List.of();
    }
  }
}
