package epoch.server.http;

import epoch.api.json.Durations;
import epoch.api.rest.PreviewRequest;
import epoch.server.operations.Schedules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What schedules mean, will ask for, and why they did what they did. */
final class ScheduleEndpoints {
  private ScheduleEndpoints() {}

  static Answer preview(Call call) {
    return Answer.of(schedules(call).preview(call.body(PreviewRequest.class)));
  }

  static Answer why(Call call) throws InterruptedException {
    return Answer.of(schedules(call).why(call.path("id"), call.moment("at")));
  }

  static Answer forecast(Call call) {
    return Answer.of(
        schedules(call).forecast(call.moment("from"), call.moment("to"), bucket(call)));
  }

  /** Milliseconds, or a duration in words. */
  private static @Nullable Duration bucket(Call call) {
    String text = call.query("bucket").orElse(null);
    if (text == null) {
      return null;
    }
    try {
      Duration bucket = Durations.parse(text.matches("[0-9]{1,15}") ? text + "ms" : text);
      if (bucket.toMillis() < 1) {
        throw Call.invalid("bucket: is shorter than a millisecond");
      }
      return bucket;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Call.invalid("bucket: " + e.getMessage());
    }
  }

  private static Schedules schedules(Call call) {
    return call.operations().schedules();
  }
}
