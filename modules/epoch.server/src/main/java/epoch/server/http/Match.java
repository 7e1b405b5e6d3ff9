package epoch.server.http;

import io.undertow.util.AttachmentKey;
import java.util.Map;

/** The route that a request takes, and the parameters in its path. */
record Match(Route route, Map<String, String> parameters) {

  static final AttachmentKey<Match> KEY = AttachmentKey.create(Match.class);
}
