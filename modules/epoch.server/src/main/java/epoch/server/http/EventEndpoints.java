package epoch.server.http;

import epoch.server.live.Feed;
import io.undertow.util.HttpString;
import java.util.Optional;

/** What happens, as it happens. */
final class EventEndpoints {

  static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");

  private EventEndpoints() {}

  static Answer read(Call call) {
    EventSelection selection = EventSelection.of(call);
    Feed feed = call.operations().feed();
    // A browser that comes back asks for the address as at first, and says in the header where it
    // was.
    Optional<String> last =
        Optional.ofNullable(call.headers().getFirst(LAST_EVENT_ID)).or(() -> call.query("since"));
    Feed.Begin begin = last.map(feed::after).orElseGet(feed::now);
    return new Answer.Live(
        exchange -> call.site().streams().open(exchange, feed, selection, begin));
  }
}
