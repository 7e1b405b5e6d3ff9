package epoch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of a process, see proc(5).
 *
 * @param cpuSeconds processor time used so far
 * @param residentMB memory that it occupies now
 * @param threads how many threads it has now
 */
record ProcessStat(double cpuSeconds, double residentMB, int threads) {
  /** Clock ticks a second, which is 100 on every Linux that Java runs on. */
  private static final double TICKS = 100;

  static ProcessStat of(long pid) {
    Path directory = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(directory.resolve("stat"));
      // The name in parentheses may hold anything; what follows it are numbers.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
      double resident = 0;
      int threads = 0;
      for (String line : Files.readAllLines(directory.resolve("status"))) {
        if (line.startsWith("VmRSS:")) {
          resident = Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
        } else if (line.startsWith("Threads:")) {
          threads = Integer.parseInt(line.replaceAll("[^0-9]", ""));
        }
      }
      return new ProcessStat(cpu, resident, threads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
