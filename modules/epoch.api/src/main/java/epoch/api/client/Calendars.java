package epoch.api.client;

import com.fasterxml.jackson.core.type.TypeReference;
import epoch.api.calendar.Calendar;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.Closures;
import epoch.api.rest.Envelope;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calendars, changed on {@link Terms}: only what is at a revision, or once however often it is
 * sent. Changing them needs the role {@code ADMIN}.
 *
 * <p>Throws as {@link EpochClient} does. Safe for use by several threads.
 */
public final class Calendars {
  private static final TypeReference<Envelope<CalendarDetails>> DETAILS = new TypeReference<>() {};
  private static final String PATH = "calendars";

  private final Transport transport;
  private final Terms terms;

  Calendars(Transport transport, Terms terms) {
    this.transport = transport;
    this.terms = terms;
  }

  /** All of them, by name. */
  public List<CalendarDetails> list() throws IOException {
    return transport.get(
        new TypeReference<Envelope<List<CalendarDetails>>>() {}, Transport.NO_QUERY, "v1", PATH);
  }

  /** One of them. */
  public CalendarDetails find(String name) throws IOException {
    return transport.get(DETAILS, Transport.NO_QUERY, "v1", PATH, name);
  }

  /** What would be said of a calendar, and when it would be closed; nothing is stored. */
  public CalendarReport validate(Calendar calendar) throws IOException {
    return transport.send(
        "POST", calendar, new TypeReference<Envelope<CalendarReport>>() {}, "v1", PATH, "validate");
  }

  /** Creates one; status 409 if the name is taken. */
  public CalendarDetails create(Calendar calendar) throws IOException {
    return send("POST", calendar, DETAILS, "v1", PATH);
  }

  /** Replaces the one of its name. */
  public CalendarDetails update(Calendar calendar) throws IOException {
    return send("PUT", calendar, DETAILS, "v1", PATH, calendar.name());
  }

  /** Removes one; status 409 while topologies name it. */
  public boolean delete(String name) throws IOException {
    return send("DELETE", null, new TypeReference<Envelope<Boolean>>() {}, "v1", PATH, name);
  }

  /**
   * When one is closed.
   *
   * @param from null for now
   * @param to null for a month after {@code from}
   */
  public Closures closures(String name, @Nullable Instant from, @Nullable Instant to)
      throws IOException {
    var query = new ArrayList<Query>();
    Query.add(query, "from", from);
    Query.add(query, "to", to);
    return transport.get(
        new TypeReference<Envelope<Closures>>() {}, query, "v1", PATH, name, "closures");
  }

  private <T> T send(
      String method, @Nullable Object body, TypeReference<Envelope<T>> type, String... path)
      throws IOException {
    return transport.send(
        new Transport.Sending(method, body, Transport.NO_QUERY, terms), type, path);
  }
}
