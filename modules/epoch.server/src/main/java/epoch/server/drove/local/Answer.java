package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer in one of the shapes that Drove has.
 *
 * @param file sent instead of the body when not null
 */
@SuppressWarnings("ArrayRecordComponent") // answers are written, never compared
record Answer(
    int status, String contentType, byte[] body, @Nullable Path file, Map<String, String> headers) {
  private static final String JSON = "application/json";
  private static final Map<String, String> UNCACHED =
      Map.of("Cache-Control", "must-revalidate,no-cache,no-store");

  private static Answer json(int status, JsonNode body, Map<String, String> headers) {
    return new Answer(status, JSON, Json.bytes(body), null, headers);
  }

  static Answer bare(int status, JsonNode body) {
    return json(status, body, Map.of());
  }

  static Answer success(JsonNode data) {
    ObjectNode envelope = Json.object().put("status", "SUCCESS");
    envelope.set("data", data);
    return bare(200, envelope.put("message", "success"));
  }

  static Answer successWithoutData() {
    return bare(200, Json.object().put("status", "SUCCESS").put("message", "success"));
  }

  /** Drove's way to say no: in the envelope, whatever the status code says. */
  static Answer failed(int status, String message) {
    return bare(status, Json.object().put("status", "FAILED").put("message", message));
  }

  static Answer invalid(List<String> reasons, String message) {
    ObjectNode envelope = Json.object().put("status", "FAILED");
    reasons.forEach(envelope.putObject("data").putArray("validationErrors")::add);
    return bare(400, envelope.put("message", message));
  }

  static Answer invalid(List<String> reasons) {
    return invalid(reasons, "Command validation failure");
  }

  static Answer error(int status, String error) {
    return bare(status, Json.object().put("error", error));
  }

  /** What the servlet container under Drove says before Drove is asked. */
  static Answer container(int status, String message, String url) {
    ObjectNode body = Json.object().put("servlet", "jersey").put("message", message);
    return json(status, body.put("url", url).put("status", "" + status), UNCACHED);
  }

  static Answer notFound(String url) {
    return container(404, "Not Found", url);
  }

  static Answer wrongMethod(String allowed, String url) {
    ObjectNode body = Json.object().put("servlet", "jersey").put("message", "Method Not Allowed");
    body.put("url", url).put("status", "405");
    return json(
        405,
        body,
        Map.of(
            "Allow", allowed + ",OPTIONS", "Cache-Control", "must-revalidate,no-cache,no-store"));
  }

  static Answer unauthorized() {
    byte[] text =
        "Credentials are required to access this resource.".getBytes(StandardCharsets.UTF_8);
    return new Answer(
        401, "text/plain", text, null, Map.of("WWW-Authenticate", "Basic realm=\"realm\""));
  }

  static Answer noContent() {
    return new Answer(204, "", new byte[0], null, Map.of());
  }

  static Answer download(Path file, String name) {
    return new Answer(
        200,
        "text/plain",
        new byte[0],
        file,
        Map.of("Content-Disposition", "attachment; filename=" + name));
  }
}
