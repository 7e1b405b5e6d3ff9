package epoch.server.http;

import epoch.api.calendar.Calendar;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.Envelope;
import epoch.server.operations.Calendars;

/** When topologies that say so do not fire. */
final class CalendarEndpoints {
  private CalendarEndpoints() {}

  static Answer list(Call call) {
    return new Answer.Listing(calendars(call).list());
  }

  static Answer find(Call call) {
    return tagged(calendars(call).find(call.path("name")));
  }

  static Answer create(Call call) throws InterruptedException {
    return tagged(calendars(call).create(call.body(Calendar.class), call.caller()));
  }

  static Answer update(Call call) throws InterruptedException {
    return tagged(
        calendars(call).update(call.path("name"), call.body(Calendar.class), call.caller()));
  }

  static Answer delete(Call call) throws InterruptedException {
    TopologyEndpoints.ignoreBody(call);
    calendars(call).delete(call.path("name"), call.caller());
    return Answer.of(true);
  }

  static Answer closures(Call call) {
    return Answer.of(
        calendars(call).closures(call.path("name"), call.moment("from"), call.moment("to")));
  }

  static Answer validate(Call call) {
    return Answer.of(calendars(call).validate(call.body(Calendar.class)));
  }

  private static Answer tagged(CalendarDetails details) {
    return new Answer.Tagged(details.revision(), Envelope.success(details));
  }

  private static Calendars calendars(Call call) {
    return call.operations().calendars();
  }
}
