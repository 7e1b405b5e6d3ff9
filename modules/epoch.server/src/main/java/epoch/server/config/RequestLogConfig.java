package epoch.server.config;

import java.util.List;

/**
 * Where requests are logged.
 *
 * @param appenders where the lines go; without any, requests are not logged
 */
public record RequestLogConfig(List<AppenderConfig> appenders) {

  public RequestLogConfig {
    appenders = List.copyOf(appenders);
  }
}
