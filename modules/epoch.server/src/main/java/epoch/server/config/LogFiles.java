package epoch.server.config;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import org.jspecify.annotations.Nullable;

/**
 * Log files, and when a new one is begun: by date, by size or by both, as the pattern of the
 * archived names says.
 */
final class LogFiles {

  private LogFiles() {}

  /** The appender, without its encoder and not started. */
  static OutputStreamAppender<ILoggingEvent> appender(AppenderConfig place, LoggerContext context) {
    String pattern = place.archivedLogFilenamePattern();
    if (!place.archive() || pattern == null) {
      FileAppender<ILoggingEvent> plain = new FileAppender<>();
      plain.setFile(place.currentLogFilename());
      return plain;
    }
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    if (place.currentLogFilename() != null) {
      file.setFile(place.currentLogFilename());
    }
    if (pattern.contains("%d")) {
      byDate(file, pattern, place.maxFileSize(), place.archivedFileCount(), context);
    } else if (place.maxFileSize() != null) {
      bySize(file, pattern, place.maxFileSize(), place.archivedFileCount(), context);
    }
    return file;
  }

  private static void byDate(
      RollingFileAppender<ILoggingEvent> file,
      String pattern,
      @Nullable DataSize size,
      int kept,
      LoggerContext context) {
    TimeBasedRollingPolicy<ILoggingEvent> policy;
    if (size == null) {
      policy = new TimeBasedRollingPolicy<>();
    } else {
      SizeAndTimeBasedRollingPolicy<ILoggingEvent> both = new SizeAndTimeBasedRollingPolicy<>();
      both.setMaxFileSize(new FileSize(size.bytes()));
      policy = both;
    }
    policy.setContext(context);
    policy.setFileNamePattern(pattern);
    policy.setMaxHistory(kept);
    policy.setParent(file);
    policy.start();
    file.setRollingPolicy(policy);
  }

  private static void bySize(
      RollingFileAppender<ILoggingEvent> file,
      String pattern,
      DataSize size,
      int kept,
      LoggerContext context) {
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setFileNamePattern(pattern);
    window.setMinIndex(1);
    window.setMaxIndex(kept);
    window.setParent(file);
    window.start();
    file.setRollingPolicy(window);
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(new FileSize(size.bytes()));
    trigger.start();
    file.setTriggeringPolicy(trigger);
  }
}
