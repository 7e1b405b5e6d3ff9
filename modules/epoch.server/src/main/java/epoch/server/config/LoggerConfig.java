package epoch.server.config;

import java.util.List;

/**
 * One logger. Where only the level is wanted, the level alone may stand for the whole section:
 * {@code epoch.server.drove: DEBUG}.
 *
 * @param level its level
 * @param additive whether its lines also go to the appenders of all loggers
 * @param appenders appenders of its own
 */
@Shorthand("level")
public record LoggerConfig(
    @Required LogLevel level, @Default("true") boolean additive, List<AppenderConfig> appenders) {

  public LoggerConfig {
    appenders = List.copyOf(appenders);
  }
}
