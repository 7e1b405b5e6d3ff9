package epoch.server.config;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user has a password that everybody knows: that of examples, or their own name. Hashes
 * are slow to try, so it is found out once, when first asked for. Thread safe.
 */
public final class DefaultPasswords implements BooleanSupplier {
  private static final List<String> KNOWN =
      List.of("admin", "guest", "password", "changeme", "secret", "epoch");

  private final UserAuthConfig auth;
  private volatile @Nullable Boolean found;

  public DefaultPasswords(UserAuthConfig auth) {
    this.auth = auth;
  }

  @Override
  public boolean getAsBoolean() {
    Boolean known = found;
    if (known == null) {
      known = auth.enabled() && auth.users().stream().anyMatch(DefaultPasswords::isDefault);
      found = known;
    }
    return known;
  }

  private static boolean isDefault(UserConfig user) {
    Password password = Password.of(user.password());
    char[] name = user.username().toCharArray();
    // Each try of a hash takes a good part of a second: the name is what people choose.
    return password.matches(name)
        || (!password.isHashed()
            && KNOWN.stream().map(String::toCharArray).anyMatch(password::matches));
  }
}
