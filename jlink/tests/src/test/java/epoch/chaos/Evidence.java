package epoch.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the tasks themselves wrote, in the order in which it happened: a line at the end of one file
 * when a process starts, and one when it ends. So what ran beside what is told by neither Epoch nor
 * Drove, nor by any clock; when it ran, by the clock of whoever ran it.
 */
final class Evidence {
  private static final String STARTED = "S";
  private static final String ENDED = "E";

  /** Which word of a line says when. */
  private static final int TIME = 6;

  private final List<Start> starts;
  private final Map<String, List<Start>> byTopology;

  private Evidence(List<Start> starts) {
    this.starts = List.copyOf(starts);
    this.byTopology = starts.stream().collect(Collectors.groupingBy(Start::topologyId));
  }

  /**
   * A process of a task.
   *
   * @param uid by which a job can tell that its run was started twice
   * @param from the line that it wrote when it started
   * @param until the line that it wrote when it ended; {@link Integer#MAX_VALUE} if it wrote none
   * @param began when it started
   * @param ended when it ended; {@link Instant#MAX} if it did not say
   */
  record Start(
      String topologyId,
      String runId,
      String task,
      String uid,
      int attempt,
      int from,
      int until,
      Instant began,
      Instant ended) {

    /** How its run is called. */
    String run() {
      return topologyId + "/" + runId;
    }

    boolean hasEnded() {
      return until != Integer.MAX_VALUE;
    }

    boolean hasEndedBefore(Start other) {
      return until < other.from;
    }

    private boolean isOf(String[] words) {
      return topologyId.equals(words[1])
          && runId.equals(words[2])
          && task.equals(words[3])
          && uid.equals(words[4])
          && attempt == Integer.parseInt(words[5]);
    }

    private Start ended(int line, Instant time) {
      return new Start(topologyId, runId, task, uid, attempt, from, line, began, time);
    }

    /** Whether it ran at some moment between these. */
    boolean ranWithin(Instant after, Instant before) {
      return began.isBefore(before) && ended.isAfter(after);
    }
  }

  /** The beginning of a task's script: it tells of itself, also if it is told to stop. */
  static String script(Path file, String doing) {
    return "tell() { echo $1 $EPOCH_TOPOLOGY $EPOCH_RUN_ID $EPOCH_TASK $EPOCH_RUN_UID"
        + " $EPOCH_ATTEMPT $(date +%%s%%3N) >> %s; }; trap 'tell %s; exit 143' TERM; tell %s; %stell %s; "
            .formatted(file, ENDED, STARTED, doing, ENDED);
  }

  static Evidence read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    var starts = new ArrayList<Start>();
    var open = new ArrayList<Integer>();
    Instant now = Instant.EPOCH;
    for (int line = 0; line < lines.size(); line++) {
      String[] words = lines.get(line).split(" ", -1);
      // Who is told to stop while it looks at the clock does not say when: then, as far as we know.
      now = words.length > TIME ? Instant.ofEpochMilli(Long.parseLong(words[TIME])) : now;
      Instant time = now;
      if (words[0].equals(STARTED)) {
        open.add(starts.size());
        starts.add(started(words, line, time));
      } else if (words[0].equals(ENDED)) {
        // Who is told to stop between its last two words says its end twice.
        int last = line;
        open.stream()
            .filter(index -> starts.get(index).isOf(words))
            .findFirst()
            .ifPresent(index -> {
              starts.set(index, starts.get(index).ended(last, time));
              open.remove(index);
            });
      }
    }
    return new Evidence(starts);
  }

  private static Start started(String[] words, int line, Instant time) {
    return new Start(
        words[1],
        words[2],
        words[3],
        words[4],
        Integer.parseInt(words[5]),
        line,
        Integer.MAX_VALUE,
        time,
        Instant.MAX);
  }

  /** All processes, in the order in which they started. */
  List<Start> starts() {
    return starts;
  }

  List<Start> ofTopology(String topologyId) {
    return byTopology.getOrDefault(topologyId, List.of());
  }

  List<Start> ofRun(String topologyId, String runId) {
    return ofTopology(topologyId).stream().filter(start -> start.runId().equals(runId)).toList();
  }
}
