package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Meaning;
import java.time.Instant;
import java.util.Locale;

/**
 * How a trigger repeats: its kind, or what its cron expression says.
 *
 * @param place the trigger
 * @param soon when one that fires once does so at first
 */
record Repeats(JsonPlace place, Instant soon) implements Meaning {

  static final String ONCE = "once";
  static final String INTERVAL = "interval";
  static final String CRON = word(CronSentence.Kind.CRON);

  private static String word(CronSentence.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String read(ObjectNode root) {
    String type = place.at("type").in(root).asText();
    return switch (type) {
      case "AT" -> ONCE;
      case "EVERY" -> INTERVAL;
      case "CRON" -> word(sentence(root).kind());
      default -> type;
    };
  }

  private CronSentence sentence(ObjectNode root) {
    return CronSentence.parse(place.at("timeSpec").in(root).asText());
  }

  /** From when on and until when it fires stays, and so does the zone among cron expressions. */
  @Override
  public void write(ObjectNode root, String text) {
    String before = read(root);
    if (text.equals(before)) {
      return;
    }
    JsonNode was = place.in(root);
    boolean cron = was.path("type").asText().equals("CRON");
    ObjectNode now = cron && was instanceof ObjectNode object ? object.deepCopy() : Json.object();
    switch (text) {
      case ONCE -> now = Json.object().put("type", "AT").put("time", soon.toEpochMilli());
      case INTERVAL -> {
        now = Json.object().put("type", "EVERY").put("interval", "1h");
        keep(was, now, "start");
        keep(was, now, "end");
      }
      default -> {
        now.put("type", "CRON").put("timeSpec", expression(root, text));
        keep(was, now, "start");
        keep(was, now, "end");
      }
    }
    place.put(root, now);
  }

  private String expression(ObjectNode root, String text) {
    for (CronSentence.Kind kind : CronSentence.Kind.values()) {
      if (kind != CronSentence.Kind.CRON && word(kind).equals(text)) {
        return sentence(root).as(kind).expression();
      }
    }
    throw new IllegalArgumentException("is written as JSON");
  }

  private static void keep(JsonNode was, ObjectNode now, String name) {
    if (was.hasNonNull(name)) {
      now.set(name, was.get(name));
    }
  }
}
