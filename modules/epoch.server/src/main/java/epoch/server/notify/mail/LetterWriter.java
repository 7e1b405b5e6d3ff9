package epoch.server.notify.mail;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.notify.Notice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in plain words how a run ended. Thread safe. */
public final class LetterWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** What nobody reads to the end is cut. */
  private static final int MAX_REASON = 4_000;

  private static final int MAX_SUBJECT = 200;

  private final String webUi;
  private final ZoneId defaultZone;

  /**
   * @param webUi the address at which people find the web UI
   * @param defaultZone the zone of topologies that name none
   */
  public LetterWriter(String webUi, ZoneId defaultZone) {
    this.webUi = webUi.replaceAll("/+$", "");
    this.defaultZone = defaultZone;
  }

  Letter write(Notice notice) {
    Run run = notice.run();
    String subject =
        "[Epoch] "
            + word(run.state())
            + ": "
            + oneLine(run.topologyId(), MAX_SUBJECT)
            + " ("
            + oneLine(run.runId(), RunId.LENGTH)
            + ")";
    return new Letter(notice.to(), subject, text(notice.topology(), run));
  }

  private String text(Topology topology, Run run) {
    ZoneId zone = zone(topology);
    var text = new StringBuilder();
    line(text, "Topology", oneLine(run.topologyId(), MAX_SUBJECT));
    line(
        text, "Run", run.runId() + (run.runType() == RunType.INSTANT ? ", asked for by hand" : ""));
    line(text, "State", run.state().name());
    line(text, "Reason", oneLine(run.message(), MAX_REASON));
    if (run.runType() == RunType.SCHEDULED) {
      line(text, "Due", time(run.moment().orElse(null), zone));
    }
    line(text, "Began", time(run.created(), zone));
    line(
        text, "Ended", time(run.updated(), zone) + ", after " + span(run.created(), run.updated()));
    if (topology.owner() != null && !topology.owner().isBlank()) {
      line(text, "Owner", oneLine(topology.owner(), MAX_SUBJECT));
    }
    text.append("\nTasks\n");
    run.tasks().forEach((name, task) -> task(text, name, task, zone));
    if (run.tasks().isEmpty()) {
      text.append("  none\n");
    }
    text.append("\n").append(link(run)).append("\n");
    return text.toString();
  }

  private static void task(StringBuilder text, String name, TaskRun task, ZoneId zone) {
    text.append("  ").append(oneLine(name, MAX_SUBJECT)).append(": ").append(task.state());
    if (task.attempt() != null && task.attempt() > 1) {
      text.append(" at attempt ").append(task.attempt());
    }
    text.append("\n");
    String reason = oneLine(task.errorMessage(), MAX_REASON);
    if (!reason.isEmpty()) {
      text.append("    reason: ").append(reason).append("\n");
    }
    if (task.started() != null) {
      text.append("    began:  ").append(time(task.started(), zone)).append("\n");
    }
    if (task.ended() != null) {
      text.append("    ended:  ").append(time(task.ended(), zone)).append("\n");
    }
    text.append("    on Drove: ").append(oneLine(task.taskId(), 1_000)).append("\n");
  }

  private static void line(StringBuilder text, String what, String value) {
    if (!value.isEmpty()) {
      text.append(String.format(Locale.ROOT, "%-9s %s%n", what + ":", value).replace("\r", ""));
    }
  }

  private static String time(@Nullable Instant time, ZoneId zone) {
    if (time == null) {
      return "";
    }
    String utc = TIME.format(time.atZone(ZoneOffset.UTC)) + " UTC";
    return zone.getRules().equals(ZoneOffset.UTC.getRules())
        ? utc
        : utc + " (" + TIME.format(time.atZone(zone)) + " " + zone.getId() + ")";
  }

  private static String span(Instant from, Instant to) {
    Duration span = Duration.between(from, to);
    if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toMinutes() > 0
        ? span.toMinutes() + " min " + span.toSecondsPart() + " s"
        : String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0);
  }

  private String link(Run run) {
    return webUi + "/#/topologies/" + part(run.topologyId()) + "/runs/" + part(run.runId());
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private ZoneId zone(Topology topology) {
    if (topology.effectiveTrigger() instanceof CronTrigger cron && cron.timeZone() != null) {
      try {
        return ZoneId.of(cron.timeZone());
      } catch (DateTimeException notUnderstood) {
        return defaultZone;
      }
    }
    return defaultZone;
  }

  private static String word(RunState state) {
    return Map.of(RunState.SUCCESSFUL, "succeeded", RunState.COMPLETED, "succeeded")
        .getOrDefault(state, state.name());
  }

  /** On one line and not endless, so that nothing can be slipped into the head of a mail. */
  private static String oneLine(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ").strip();
    if (line.codePointCount(0, line.length()) <= longest) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
  }
}
