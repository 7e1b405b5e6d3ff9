package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.Field;
import epoch.desktop.form.Form.Section;
import epoch.desktop.form.Input;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Meaning;
import epoch.desktop.form.Row;
import epoch.desktop.form.Value;
import epoch.desktop.form.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** How a topology wants to be treated, and who is told. */
final class PolicyForm {

  private static final JsonPlace POLICY = new JsonPlace("policy");
  private static final JsonPlace NOTIFY = new JsonPlace("notify");

  private PolicyForm() {}

  /** What happens when something goes wrong. */
  static Section wrong(ObjectNode root) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        choice(
            root,
            "overlap",
            "Still running at the next fire",
            "",
            "skip that fire",
            "ALLOW",
            "run beside it",
            "QUEUE",
            "wait until it has ended",
            "REPLACE",
            "kill it, then run"));
    rows.add(
        text("runTimeout", "A run may take")
            .prompt("as long as it takes")
            .help("Then it is killed."));
    rows.add(
        choice(
            root,
            "catchUp",
            "Epoch was away at a fire",
            "",
            "run the latest, if not too late",
            "LATEST",
            "run the latest",
            "ALL",
            "run all, in order",
            "NONE",
            "run none"));
    rows.add(text("catchUpWindow", "Not later than").prompt("1h").half());
    rows.add(text("startDeadline", "A fire may be late by").prompt("any time").half());
    rows.add(
        part("pauseAfterFailures", "Pause after failures in a row", new Values.Whole())
            .prompt("never"));
    Told told = new Told();
    rows.add(
        Field.of(
            NOTIFY,
            "Who is told how runs end",
            told,
            new Input.OneOf(
                    Input.options(
                        "", "the addresses of the configuration",
                        "MAIL", "these addresses",
                        "BLACKHOLE", "nobody"))
                .with(told.read(root))));
    if (told.read(root).equals("MAIL")) {
      rows.add(
          Field.area(NOTIFY.at("emails"), "Mail to, an address a line", new Values.Lines(true)));
    }
    return new Section("If something goes wrong", rows);
  }

  /** What it has to do with others: days on which it rests, and with whom it shares. */
  static Section beside(ObjectNode root, Offers offers) {
    List<Row> rows = new ArrayList<>();
    JsonPlace calendars = POLICY.at("calendars");
    JsonNode chosen = calendars.in(root);
    List<String> names =
        Stream.concat(
                offers.calendars().stream(),
                StreamSupport.stream(chosen.spliterator(), false).map(JsonNode::asText))
            .distinct()
            .toList();
    if (names.isEmpty()) {
      rows.add(new Row.Words("There is no calendar yet on whose days it could rest."));
    } else {
      rows.add(
          Field.of(
                  calendars, "Calendars", new Rests(), new Input.AnyOf(Input.named(names.stream())))
              .help("While one of them is closed it does not fire."));
    }
    if (!chosen.isEmpty() || POLICY.at("inCalendar").isIn(root)) {
      rows.add(
          choice(
              root,
              "inCalendar",
              "A fire in such a time",
              "",
              "skip it",
              "RUN_ONCE_AFTER",
              "run the latest when it is over"));
    }
    rows.add(
        text("group", "Concurrency group")
            .suggesting(offers.groups())
            .prompt("none")
            .help("All of a group share its limit of runs at once."));
    if (POLICY.at("group").isIn(root) || POLICY.at("priority").isIn(root)) {
      rows.add(
          part("priority", "Priority", new Values.Whole())
              .prompt("0")
              .help("Where not all of the group can run, the higher goes first."));
    }
    rows.add(
        text("jitter", "Spread fires over")
            .prompt("nothing: on time")
            .help("Each fire is put off by up to this, always by the same."));
    return new Section("Beside others", rows);
  }

  private static Field part(String name, String label, Value value) {
    return Field.line(POLICY.at(name), label, value).meaning(new Part(POLICY.at(name), value));
  }

  private static Field text(String name, String label) {
    return part(name, label, new Values.Text(false));
  }

  private static Field choice(ObjectNode root, String name, String label, String... options) {
    Field field = text(name, label);
    return field.input(new Input.OneOf(Input.options(options)).with(field.meaning().read(root)));
  }

  /** A part of the policy; a policy that says nothing is none. */
  private record Part(JsonPlace place, Value value) implements Meaning {
    @Override
    public String read(ObjectNode root) {
      return new Meaning.Plain(place, value).read(root);
    }

    @Override
    public void write(ObjectNode root, String text) {
      boolean said = place.isIn(root);
      new Meaning.Plain(place, value).write(root, text);
      if (said && POLICY.in(root).isEmpty()) {
        POLICY.remove(root);
      }
    }
  }

  /**
   * While which calendars are closed it does not fire; without any, there is nothing to do then.
   */
  private record Rests() implements Meaning {
    private static Meaning part() {
      return new Part(POLICY.at("calendars"), new Values.Marks(List.of()));
    }

    @Override
    public String read(ObjectNode root) {
      return part().read(root);
    }

    @Override
    public void write(ObjectNode root, String text) {
      if (text.isBlank()) {
        POLICY.at("inCalendar").remove(root);
      }
      part().write(root, text);
    }
  }

  /** Who is told. */
  private record Told() implements Meaning {
    @Override
    public String read(ObjectNode root) {
      return NOTIFY.at("type").in(root).asText("");
    }

    @Override
    public void write(ObjectNode root, String text) {
      if (text.equals(read(root))) {
        return;
      }
      if (text.isEmpty()) {
        NOTIFY.remove(root);
        return;
      }
      ObjectNode told = Json.object().put("type", text);
      if (text.equals("MAIL")) {
        told.putArray("emails");
      }
      NOTIFY.put(root, told);
    }
  }
}
