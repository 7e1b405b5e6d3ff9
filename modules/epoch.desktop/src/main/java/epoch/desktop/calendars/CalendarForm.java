package epoch.desktop.calendars;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.desktop.form.Arrangement;
import epoch.desktop.form.Field;
import epoch.desktop.form.Form;
import epoch.desktop.form.Form.Section;
import epoch.desktop.form.Input;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Meaning;
import epoch.desktop.form.Moment;
import epoch.desktop.form.Row;
import epoch.desktop.form.Values;
import epoch.desktop.form.Zones;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a calendar.
 *
 * @param zone the operator's, in which moments are written
 * @param soon the next full hour
 * @param serverZone what is meant where a calendar names no zone
 */
record CalendarForm(ZoneId zone, Instant soon, String serverZone) {

  static final JsonPlace WINDOWS = new JsonPlace("windows");

  Form of(ObjectNode root, boolean created) {
    List<Row> about =
        List.of(
            Field.line(new JsonPlace("name"), "Name", new Values.Text(true))
                .fixed(created)
                .help(created ? "" : "Letters, digits, - and _. It cannot be changed later."),
            Field.text(new JsonPlace("timeZone"), "Time zone")
                .prompt(serverZone)
                .suggesting(Zones.NAMES),
            Field.area(new JsonPlace("description"), "Description", new Values.Text(false)));
    return new Form(List.of(new Section("Name", about), new Section("Closed", windows(root))));
  }

  private List<Row> windows(ObjectNode root) {
    List<Row> rows = new ArrayList<>();
    JsonNode windows = WINDOWS.in(root);
    if (windows.isEmpty()) {
      rows.add(new Row.Words("Never, so far. Add the days and times at which nothing shall fire."));
    }
    for (int i = 0; i < windows.size(); i++) {
      window(rows, WINDOWS.at(i), i + 1, windows.get(i));
    }
    for (CalendarWindow kind : CalendarWindow.values()) {
      rows.add(Row.Press.of("add-" + kind.name(), "Add: " + kind.word(), new Add(kind, soon)));
    }
    return rows;
  }

  private void window(List<Row> rows, JsonPlace place, int number, JsonNode window) {
    String type = window.path("type").asText();
    String title = window.path("title").asText("");
    rows.add(
        new Row.Title(
            number + ". " + (title.isEmpty() ? CalendarWindow.word(type) : title),
            List.of(
                new Row.Press(
                    "remove-" + place.path(),
                    "Remove",
                    "Remove window " + number,
                    new Remove(place),
                    true))));
    rows.add(
        Field.text(place.at("title"), "Title")
            .prompt("such as Christmas; the ledger shows it")
            .claiming(place));
    switch (type) {
      case "DATES" ->
          rows.add(
              Field.area(place.at("dates"), "Days, one a line", new Values.Lines(true))
                  .help(
                      "2026-12-24, or 2026-12-24/2027-01-01 for all between, or --12-25 for every"
                          + " year."));
      case "WEEKLY" -> {
        rows.add(
            Field.of(
                place.at("days"),
                "On",
                new Meaning.Plain(
                    place.at("days"),
                    new Values.Marks(Input.WEEK.stream().map(Input.Option::value).toList())),
                new Input.AnyOf(Input.WEEK)));
        rows.add(Field.text(place.at("from"), "From").prompt("00:00").half());
        rows.add(
            Field.text(place.at("to"), "To").prompt("midnight").help("Earlier: next day.").half());
      }
      case "CRON" -> {
        rows.add(
            Field.line(place.at("timeSpec"), "Begins at", new Values.Text(true))
                .help("A cron: second minute hour day month weekday."));
        rows.add(Field.line(place.at("lasts"), "And lasts", new Values.Text(true)).prompt("4h"));
      }
      case "ONCE" -> {
        rows.add(moment(place.at("from"), "From").help("In " + zone + ".").half());
        rows.add(moment(place.at("to"), "To").help("It ends by itself.").half());
      }
      default ->
          rows.add(new Row.Words("The form does not know this kind; the JSON says what it is."));
    }
    if (CalendarWindow.hasZone(type)) {
      rows.add(
          Field.text(place.at("timeZone"), "Time zone of this one")
              .prompt("the calendar's")
              .suggesting(Zones.NAMES));
    }
  }

  private Field moment(JsonPlace place, String label) {
    return Field.line(place, label, new Moment(zone)).prompt("2026-12-01 08:00");
  }

  /** One more. */
  record Add(CalendarWindow kind, Instant soon) implements Arrangement {
    @Override
    public void apply(ObjectNode root) {
      WINDOWS.list(root).add(kind.fresh(soon));
    }
  }

  /** One less. */
  private record Remove(JsonPlace place) implements Arrangement {
    @Override
    public void apply(ObjectNode root) {
      place.remove(root);
    }
  }
}
