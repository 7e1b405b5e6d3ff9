package epoch.server.config;

import java.util.List;
import java.util.Set;

/**
 * Whether appenders have what their kind needs; kinds that 1.14 had and Epoch has not are only
 * warned of.
 */
final class LoggingChecks {

  private final Problems problems;

  LoggingChecks(Problems problems) {
    this.problems = problems;
  }

  void check(LoggingConfig logging, RequestLogConfig requestLog) {
    appenders("server.requestLog.appenders", requestLog.appenders());
    appenders("logging.appenders", logging.appenders());
    logging
        .loggers()
        .forEach((name, logger) ->
            appenders("logging.loggers." + name + ".appenders", logger.appenders()));
  }

  private void appenders(String key, List<AppenderConfig> appenders) {
    for (int i = 0; i < appenders.size(); i++) {
      String at = key + "[" + i + "]";
      AppenderConfig appender = appenders.get(i);
      switch (appender.type()) {
        case "console" -> target(at, appender);
        case "file" -> file(at, appender);
        case null -> {}
        default ->
            problems.warning(
                at + ".type",
                "appenders of type \""
                    + appender.type()
                    + "\" are ignored; console and file are possible");
      }
    }
  }

  private void target(String at, AppenderConfig appender) {
    if (!Set.of("stdout", "stderr").contains(appender.target())) {
      error(at + ".target", "\"" + appender.target() + "\" is not possible; stdout or stderr is");
    }
  }

  private void file(String at, AppenderConfig appender) {
    String pattern = appender.archivedLogFilenamePattern();
    if (appender.currentLogFilename() == null && (!appender.archive() || pattern == null)) {
      error(at + ".currentLogFilename", "with type file it is needed");
    }
    if (!appender.archive()) {
      return;
    }
    if (pattern == null) {
      error(
          at + ".archivedLogFilenamePattern", "with archive it is needed; or set archive to false");
    } else if (!pattern.contains("%d") && !pattern.contains("%i")) {
      error(
          at + ".archivedLogFilenamePattern", "it needs %d for the date, %i for a number, or both");
    } else if (pattern.contains("%i") && appender.maxFileSize() == null) {
      error(at + ".maxFileSize", "with %i in the pattern it is needed");
    } else if (!pattern.contains("%i") && appender.maxFileSize() != null) {
      error(at + ".archivedLogFilenamePattern", "with maxFileSize it needs %i for a number");
    } else if (!pattern.contains("%d") && appender.currentLogFilename() == null) {
      error(at + ".currentLogFilename", "with a pattern without %d it is needed");
    }
  }

  private void error(String key, String message) {
    if (!problems.isWrong(key)) {
      problems.error(key, message);
    }
  }
}
