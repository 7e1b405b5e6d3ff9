package epoch.server.http;

import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A name and a password, as they come in a header. */
record Credentials(String user, String password) {

  private static final String SCHEME = "Basic ";

  /** Reads the header {@code Authorization}; empty if it is absent or not HTTP Basic in UTF-8. */
  static Optional<Credentials> parse(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      String pair =
          PercentEncoding.utf8(
              Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()));
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Credentials of " + user;
  }
}
