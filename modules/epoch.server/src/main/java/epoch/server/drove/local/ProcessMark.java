package epoch.server.drove.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which process a task is, in words that outlive this JVM: a pid alone gets used again.
 *
 * @param pid process id, which is also its session and group where {@code setsid} exists
 * @param startTicks start time in clock ticks since boot, empty where there is no /proc
 * @param bootId the boot that the ticks belong to, empty where there is no /proc
 * @param written when the mark was written; the process is older than that
 */
record ProcessMark(long pid, String startTicks, String bootId, Instant written) {

  /**
   * Reads what the wrapper wrote: pid, its line of /proc, the boot id, and a line that says that it
   * is whole.
   */
  static Optional<ProcessMark> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 4 || !lines.get(3).equals("end")) {
        return Optional.empty();
      }
      String ticks = Stat.parse(lines.get(1)).map(Stat::startTicks).orElse("");
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return Optional.of(
          new ProcessMark(Long.parseLong(lines.get(0).strip()), ticks, lines.get(2), written));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether that very process, not another with its pid, is there and not a zombie. */
  boolean isAlive() {
    if (startTicks.isEmpty()) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .map(handle -> handle.info().startInstant().orElse(written))
          .filter(start -> !start.isAfter(written.plusSeconds(2)))
          .isPresent();
    }
    return bootId.equals(currentBootId())
        && Stat.of(pid)
            .filter(stat -> stat.startTicks().equals(startTicks) && stat.lives())
            .isPresent();
  }

  private static String currentBootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** The parts of /proc/PID/stat that matter here. */
  record Stat(String state, long group, long session, String startTicks) {

    static Optional<Stat> of(long pid) {
      try {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    /** The name in parentheses may hold anything, so the fields are counted after the last one. */
    static Optional<Stat> parse(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" +", -1);
      if (fields.length < 20) {
        return Optional.empty();
      }
      return Optional.of(
          new Stat(fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[19]));
    }

    boolean lives() {
      return !state.equals("Z") && !state.equals("X");
    }
  }
}
