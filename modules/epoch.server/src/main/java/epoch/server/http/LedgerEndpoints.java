package epoch.server.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of fire times. */
final class LedgerEndpoints {
  private static final long MAX_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private LedgerEndpoints() {}

  static Answer read(Call call) throws InterruptedException {
    Long limit = call.number("limit");
    if (limit != null && (limit < 1 || limit > Integer.MAX_VALUE)) {
      throw Call.invalid("limit: must be at least 1");
    }
    return Answer.of(
        call.operations()
            .ledgers()
            .read(
                call.path("id"),
                moment(call, "from"),
                moment(call, "to"),
                limit == null ? null : Math.toIntExact(limit)));
  }

  private static @Nullable Instant moment(Call call, String name) {
    Long millis = call.number(name);
    if (millis == null) {
      return null;
    }
    if (millis < 0 || millis > MAX_MILLIS) {
      throw Call.invalid(name + ": is not a time between the years 1970 and 2200");
    }
    return Instant.ofEpochMilli(millis);
  }
}
