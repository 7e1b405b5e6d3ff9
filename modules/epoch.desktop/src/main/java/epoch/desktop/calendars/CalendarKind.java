package epoch.desktop.calendars;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.Role;
import epoch.desktop.form.Form;
import epoch.desktop.form.Kind;
import epoch.desktop.form.Problem;
import epoch.desktop.place.Place;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Calendars, as something that is written. */
final class CalendarKind implements Kind<Calendar, List<Closure>> {

  private static final String FRESH =
      """
      {
        "name" : "",
        "windows" : [ ]
      }
      """;

  private final CalendarForm form;

  CalendarKind(CalendarForm form) {
    this.form = form;
  }

  @Override
  public String word() {
    return "calendar";
  }

  @Override
  public Class<Calendar> type() {
    return Calendar.class;
  }

  @Override
  public Role role() {
    return Role.ADMIN;
  }

  @Override
  public String fresh() {
    return FRESH;
  }

  @Override
  public Form form(ObjectNode root, boolean created) {
    return form.of(root, created);
  }

  @Override
  public String name(Calendar document) {
    return document.name();
  }

  @Override
  public Loaded<Calendar> load(EpochClient client, String id) throws IOException {
    CalendarDetails details = client.calendars().find(id);
    return new Loaded<>(details.calendar(), details.revision());
  }

  @Override
  public Report<List<Closure>> check(EpochClient client, Calendar document) throws IOException {
    CalendarReport report = client.calendars().validate(document);
    return new Report<>(Problem.of(report.problems()), Optional.ofNullable(report.next()));
  }

  @Override
  public void create(EpochClient client, Terms terms, Calendar document) throws IOException {
    var _ = client.calendars(terms).create(document);
  }

  @Override
  public void update(EpochClient client, Terms terms, Calendar document) throws IOException {
    var _ = client.calendars(terms).update(document);
  }

  @Override
  public void restore(EpochClient client, Calendar before, int revision) throws IOException {
    var _ = client.calendars().update(before);
  }

  @Override
  public Optional<Loaded<Calendar>> collision(EpochApiException refusal) {
    return refusal.staleCalendar().map(stale -> new Loaded<>(stale.current(), stale.revision()));
  }

  @Override
  public List<String> promises(Optional<List<Closure>> outlook) {
    boolean closes = outlook.map(closures -> !closures.isEmpty()).orElse(false);
    return List.of(
        "No topology rests by it before its policy names it.",
        closes
            ? "It is closed as the list beside the form says."
            : "It is not closed within a year.");
  }

  @Override
  public Place shown(String name) {
    return new Place.Calendars(name);
  }
}
