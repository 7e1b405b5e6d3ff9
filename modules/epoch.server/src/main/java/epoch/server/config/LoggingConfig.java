package epoch.server.config;

import java.util.List;
import java.util.Map;

/**
 * What is logged, and where.
 *
 * @param level the level of all loggers that are not named in {@code loggers}
 * @param loggers levels of single loggers, by their name; {@code com.phonepe.epoch}, as 1.14's
 *     files have it, means Epoch's own
 * @param appenders where the lines go; without any, to the console
 */
public record LoggingConfig(
    @Default("INFO") LogLevel level,
    Map<String, LoggerConfig> loggers,
    List<AppenderConfig> appenders) {

  public LoggingConfig {
    loggers = Map.copyOf(loggers);
    appenders = List.copyOf(appenders);
  }

  /** To the console, from INFO on. */
  static LoggingConfig standard() {
    return new LoggingConfig(LogLevel.INFO, Map.of(), List.of());
  }
}
