package epoch.desktop.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.desktop.editor.SentencePart.Part;
import epoch.desktop.form.Field;
import epoch.desktop.form.Form.Section;
import epoch.desktop.form.Input;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Moment;
import epoch.desktop.form.Row;
import epoch.desktop.form.Values;
import epoch.desktop.form.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When a topology fires: by one trigger, or by several. */
final class WhenForm {

  private static final List<Input.Option> KINDS =
      Input.options(
          "minutes",
          "every few minutes",
          "hours",
          "every few hours",
          "daily",
          "every day",
          "workdays",
          "on weekdays",
          "weekly",
          "every week",
          "monthly",
          "every month",
          Repeats.ONCE,
          "once",
          Repeats.INTERVAL,
          "at an interval");

  private final ObjectNode root;
  private final Offers offers;
  private final List<Row> rows = new ArrayList<>();

  private WhenForm(ObjectNode root, Offers offers) {
    this.root = root;
    this.offers = offers;
  }

  static Section of(ObjectNode root, Offers offers) {
    WhenForm form = new WhenForm(root, offers);
    List<JsonPlace> places = Triggers.places(root);
    if (places.size() > 1) {
      form.rows.add(
          new Row.Words("It fires when any of these does; once where two say the same moment."));
    }
    for (int i = 0; i < places.size(); i++) {
      if (places.size() > 1) {
        form.title(places.get(i), i + 1);
      }
      form.trigger(places.get(i));
    }
    form.rows.add(Row.Press.of("add-trigger", "Another schedule", new Triggers.Add()));
    return new Section("When", form.rows);
  }

  private void title(JsonPlace place, int number) {
    rows.add(
        new Row.Title(
            "Schedule " + number,
            List.of(
                new Row.Press(
                    "remove-" + place.path(),
                    "Remove",
                    "Remove schedule " + number,
                    new Triggers.Remove(place),
                    true))));
  }

  private void trigger(JsonPlace place) {
    Repeats repeats = new Repeats(place, offers.soon());
    String kind = repeats.read(root);
    Input.OneOf kinds = new Input.OneOf(KINDS);
    rows.add(
        Field.of(
                place.at("type"),
                "Repeats",
                repeats,
                kind.equals(Repeats.CRON)
                    ? new Input.OneOf(
                        Stream.concat(
                                KINDS.stream(),
                                Stream.of(new Input.Option(Repeats.CRON, "as the cron says")))
                            .toList())
                    : kinds.with(kind))
            .claiming(place));
    switch (kind) {
      case Repeats.ONCE -> rows.add(moment(place.at("time"), "At").help(inZone()));
      case Repeats.INTERVAL -> {
        rows.add(
            Field.line(place.at("interval"), "Every", new Values.Text(true))
                .prompt("90m")
                .help("30s, 90m, 2 days; clock changes do not move it.")
                .half());
        rows.add(
            moment(place.at("from"), "Counted from")
                .prompt("the full hour, UTC")
                .help(inZone())
                .half());
        span(place);
      }
      default -> {
        if (place.at("type").in(root).asText().equals("CRON")) {
          sentence(place, kind);
          cron(place);
          span(place);
        } else {
          rows.add(new Row.Words("The form does not know this kind; the JSON says what it is."));
        }
      }
    }
  }

  private void sentence(JsonPlace place, String kind) {
    switch (kind) {
      case "minutes" ->
          rows.add(
              part(place, Part.EVERY, "How often")
                  .input(numbers("every %s min", 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)));
      case "hours" -> {
        rows.add(
            part(place, Part.EVERY, "How often")
                .input(numbers("every %s h", 1, 2, 3, 4, 6, 8, 12))
                .half());
        rows.add(part(place, Part.MINUTE, "At minute").half());
      }
      case "daily", "workdays" -> rows.add(part(place, Part.TIME, "At, hours and minutes"));
      case "weekly" -> {
        rows.add(part(place, Part.DAYS, "On").input(new Input.AnyOf(Input.WEEK)));
        rows.add(part(place, Part.TIME, "At, hours and minutes"));
      }
      case "monthly" -> {
        rows.add(
            part(place, Part.DAY, "On day")
                .input(
                    new Input.OneOf(
                        Stream.concat(
                                Input.named(
                                    IntStream.rangeClosed(1, 31).mapToObj(Integer::toString))
                                    .stream(),
                                Stream.of(new Input.Option("L", "the last")))
                            .toList()))
                .half());
        rows.add(part(place, Part.TIME, "At, hours and minutes").half());
      }
      default -> {
        // The expression itself is all there is.
      }
    }
  }

  private static Field part(JsonPlace place, Part part, String label) {
    JsonPlace expression = place.at("timeSpec");
    return Field.of(
        new JsonPlace(expression.path() + "." + part),
        label,
        new SentencePart(expression, part),
        new Input.Line(List.of()));
  }

  private static Input numbers(String words, int... numbers) {
    return new Input.OneOf(
        IntStream.of(numbers)
            .mapToObj(it -> new Input.Option("" + it, words.formatted(it)))
            .toList());
  }

  private void cron(JsonPlace place) {
    rows.add(
        Field.line(place.at("timeSpec"), "Cron", new Values.Text(true))
            .help("second minute hour day month weekday"));
    rows.add(
        Field.text(place.at("timeZone"), "Time zone")
            .prompt(offers.serverZone())
            .suggesting(Zones.NAMES));
  }

  private void span(JsonPlace place) {
    boolean said = place.at("start").isIn(root) || place.at("end").isIn(root);
    rows.add(
        new Row.Fold(
            "span-" + place.path(),
            "Only for some time",
            List.of(
                moment(place.at("start"), "Not before").help(inZone()).half(),
                moment(place.at("end"), "Not after").half()),
            said));
  }

  private Field moment(JsonPlace place, String label) {
    return Field.line(place, label, new Moment(offers.zone())).prompt("2026-12-01 08:00");
  }

  private String inZone() {
    return "In " + offers.zone() + ".";
  }
}
