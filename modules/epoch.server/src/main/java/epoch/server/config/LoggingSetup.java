package epoch.server.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sets up Logback from the configuration, in code: the image has no {@code logback.xml}. */
public final class LoggingSetup {

  private static final String OLD_NAME = "com.phonepe.epoch";
  // Chatty at INFO, and of no use to who runs Epoch; a level in the configuration overrides these.
  private static final Map<String, Level> QUIET =
      Map.of(
          "org.apache.zookeeper",
          Level.WARN,
          "org.apache.curator",
          Level.WARN,
          "org.quartz",
          Level.WARN,
          "org.xnio",
          Level.WARN,
          "io.undertow",
          Level.WARN,
          // With each request under way to a leader that goes away a stack trace; we say it in one
          // line.
          "io.undertow.proxy",
          Level.OFF);

  private LoggingSetup() {}

  /** Sets up the logging of this process before a configuration is read. */
  public static void applyDefaults() {
    apply(LoggingConfig.standard());
  }

  /** Sets up the logging of this process. */
  public static void apply(LoggingConfig config) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      apply(config, context);
    }
  }

  /**
   * Makes the logger of requests, which writes to the given places and nowhere else.
   *
   * @param name the logger's name
   * @return whether there is any place: without one the logger is off
   */
  public static boolean applyRequestLog(RequestLogConfig config, String name) {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && requestLog(config, context.getLogger(name));
  }

  static boolean requestLog(RequestLogConfig config, Logger logger) {
    logger.detachAndStopAllAppenders();
    logger.setAdditive(false);
    attach(logger, config.appenders());
    boolean any = logger.iteratorForAppenders().hasNext();
    logger.setLevel(any ? Level.INFO : Level.OFF);
    return any;
  }

  static void apply(LoggingConfig config, LoggerContext context) {
    context.reset();
    // For each frame of a trace its jar would be looked up: slow, and of no use in an image.
    context.setPackagingDataEnabled(false);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level(config.level()));
    QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
    attach(root, config.appenders());
    if (!root.iteratorForAppenders().hasNext()) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      start(console, new LogLine(ZoneOffset.UTC), context);
      root.addAppender(console);
    }
    config
        .loggers()
        .forEach((name, own) -> {
          Logger logger = context.getLogger(name(name));
          logger.setLevel(level(own.level()));
          logger.setAdditive(own.additive());
          attach(logger, own.appenders());
        });
  }

  /** 1.14's own loggers are Epoch's own here. */
  static String name(String configured) {
    boolean old = configured.equals(OLD_NAME) || configured.startsWith(OLD_NAME + ".");
    return old ? "epoch" : configured;
  }

  private static void attach(Logger logger, List<AppenderConfig> places) {
    for (AppenderConfig place : places) {
      appender(place, logger.getLoggerContext()).ifPresent(logger::addAppender);
    }
  }

  private static Optional<Appender<ILoggingEvent>> appender(
      AppenderConfig place, LoggerContext context) {
    Optional<OutputStreamAppender<ILoggingEvent>> made =
        switch (place.type()) {
          case "console" -> Optional.of(console(place));
          case "file" -> Optional.of(LogFiles.appender(place, context));
          default -> Optional.empty(); // warned of by LoggingChecks
        };
    made.ifPresent(appender -> {
      ThresholdFilter threshold = new ThresholdFilter();
      threshold.setLevel(place.threshold().name());
      threshold.start();
      appender.addFilter(threshold);
      start(appender, layout(place), context);
    });
    return made.map(appender -> appender);
  }

  private static OutputStreamAppender<ILoggingEvent> console(AppenderConfig place) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget(place.target().equals("stderr") ? "System.err" : "System.out");
    return console;
  }

  private static Layout<ILoggingEvent> layout(AppenderConfig place) {
    String format = place.logFormat();
    if (format == null) {
      return new LogLine(place.timeZone());
    }
    PatternLayout pattern = new PatternLayout();
    pattern.setPattern(format);
    return pattern;
  }

  private static void start(
      OutputStreamAppender<ILoggingEvent> appender,
      Layout<ILoggingEvent> layout,
      LoggerContext context) {
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
  }

  private static Level level(LogLevel level) {
    return Level.valueOf(level.name());
  }
}
