package epoch.bench;

import java.util.List;

/** Something that is done to a server, and what is measured of it. */
sealed interface Scenario permits Burst, ManyRuns, Listing, Failover, Start, Throughput {
  /** Such as {@code S1}. */
  String id();

  /** In a few words. */
  String title();

  /** At which sizes, where nobody asks for others. */
  List<Integer> sizes();

  /** Whether a server can be measured that somebody else started, which is not killed. */
  boolean fitsForeign();

  /** Runs it: a warm-up, then the rounds. */
  void run(Options options, int size, Report report) throws Exception;
}
