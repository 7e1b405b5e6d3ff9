package epoch.server.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Epoch's log line: {@code 2026-01-31T08:00:00.000Z INFO Follower [nightly/ESR-…] message}. What is
 * in brackets is the topology and the run that the line is about, where there is one (MDC keys
 * {@code topology} and {@code run}). A message is always one line, whatever it quotes, so that
 * nobody can forge a line; a stack trace follows on indented lines of its own.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

  private final DateTimeFormatter time;

  LogLine(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    String level = event.getLevel().toString();
    line.append(' ').append(level).append(" ".repeat(Math.max(0, 5 - level.length()))).append(' ');
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
    about(line, event.getMDCPropertyMap());
    line.append(' ');
    oneLine(line, String.valueOf(event.getFormattedMessage()));
    line.append(System.lineSeparator());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      ThrowableProxyUtil.asString(thrown)
          .lines()
          .forEach(trace -> line.append("    ").append(trace).append(System.lineSeparator()));
    }
    return line.toString();
  }

  private static void about(StringBuilder line, Map<String, String> context) {
    String topology = context.getOrDefault("topology", "");
    String run = context.getOrDefault("run", "");
    if (topology.isEmpty() && run.isEmpty()) {
      return;
    }
    line.append(" [");
    oneLine(line, topology);
    line.append(topology.isEmpty() || run.isEmpty() ? "" : "/");
    oneLine(line, run);
    line.append(']');
  }

  private static void oneLine(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append((c < ' ' && c != '\t') || c == 0x7f ? '?' : c);
      }
    }
  }
}
