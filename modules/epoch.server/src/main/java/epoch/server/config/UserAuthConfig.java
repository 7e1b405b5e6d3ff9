package epoch.server.config;

import java.util.List;

/**
 * Who may log in.
 *
 * @param enabled whether a login is asked for; if not, everybody may do everything
 * @param users the users
 * @param cachingPolicy for how many credentials, and how long, the outcome of a slow password check
 *     is remembered
 */
public record UserAuthConfig(
    @Default("false") boolean enabled,
    List<UserConfig> users,
    @Default("maximumSize=500, expireAfterAccess=5m") CachingPolicy cachingPolicy) {

  public UserAuthConfig {
    users = List.copyOf(users);
  }
}
