package epoch.server.drove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import epoch.api.json.Json;
import epoch.api.run.Shortened;
import java.util.ArrayList;
import java.util.List;

/** What an exchange says in general, before it is known what was asked for. */
sealed interface Verdict {

  /** Drove's envelope says success. */
  record Good(JsonNode data) implements Verdict {}

  /** Drove's envelope says failure; {@code problems} are its validation errors. */
  record Bad(int status, String message, List<String> problems) implements Verdict {

    /** What it says, for people. */
    String text() {
      return Shortened.text(problems.isEmpty() ? message : String.join("; ", problems));
    }
  }

  /** The controller that answered does not lead. */
  record NotLeader(String message) implements Verdict {}

  /** An answer that is none of Drove's envelopes. */
  record Odd(int status, String message) implements Verdict {}

  /** Nothing was sent. */
  record NotSent(String message) implements Verdict {}

  /** It may have arrived, no answer. */
  record Broken(String message) implements Verdict {}

  static Verdict of(Exchange exchange) {
    return switch (exchange) {
      case Exchange.NotSent(String message) -> new NotSent(message);
      case Exchange.Broken(String message) -> new Broken(message);
      case Exchange.Answer answer -> of(answer);
    };
  }

  private static Verdict of(Exchange.Answer answer) {
    int status = answer.status();
    JsonNode body;
    try {
      body = Json.read(answer.body(), JsonNode.class);
    } catch (JsonProcessingException e) {
      return odd(answer);
    }
    String word = body.path("status").asText("");
    String message = body.path("message").asText("");
    if (word.equals("SUCCESS") && status / 100 == 2) {
      return new Good(body.hasNonNull("data") ? body.get("data") : MissingNode.getInstance());
    }
    if (!word.equals("FAILED")) {
      return odd(answer);
    }
    if (message.contains("not the leader")) {
      return new NotLeader(message);
    }
    List<String> problems = new ArrayList<>();
    for (JsonNode problem : body.path("data").path("validationErrors")) {
      problems.add(problem.asText(""));
    }
    return new Bad(
        status, message.isBlank() ? "Drove says no and not why" : message, List.copyOf(problems));
  }

  /** Says in words what came instead of an answer of Drove. */
  static Odd odd(Exchange.Answer answer) {
    String what =
        switch (answer.status()) {
          case 401, 403 -> "Drove does not accept the credentials of Epoch";
          case 404, 405, 415 -> "what answers here does not know this call of Drove";
          default -> answer.status() / 100 == 5 ? "Drove failed" : "no answer of Drove";
        };
    return new Odd(
        answer.status(),
        "%s (HTTP %d: %s)".formatted(what, answer.status(), excerpt(answer.body())));
  }

  private static String excerpt(String body) {
    String text = body.substring(0, Math.min(body.length(), 200)).replaceAll("\\s+", " ").strip();
    return text.isEmpty() ? "empty" : text;
  }
}
