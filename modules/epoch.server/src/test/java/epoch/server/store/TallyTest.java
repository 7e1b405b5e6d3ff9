package epoch.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is known of all runs that ended, against the list of them. */
class TallyTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final List<RunState> ENDS =
      List.of(RunState.SUCCESSFUL, RunState.FAILED, RunState.FAILED, RunState.SKIPPED);

  private static Run run(int number, RunType type, RunState state, String killedBy) {
    Instant time = START.plusSeconds(number);
    return new Run(
            "t",
            new RunId(type, time).toString(),
            state,
            "",
            Map.of(),
            type,
            time,
            time,
            type == RunType.SCHEDULED ? time : null,
            Map.of())
        .withKilledBy(killedBy, time);
  }

  @Test
  void failuresInARowAreThoseSinceTheLastSuccessThatNobodyAskedFor() {
    var random = new Random(20_261_125);
    for (int round = 0; round < 300; round++) {
      Tally tally = Tally.NONE;
      List<Run> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        RunState state = ENDS.get(random.nextInt(ENDS.size()));
        RunType type = random.nextInt(5) == 0 ? RunType.INSTANT : RunType.SCHEDULED;
        String killedBy =
            state == RunState.FAILED && random.nextInt(4) == 0
                ? random.nextBoolean() ? ActiveRun.EPOCH : "ann"
                : null;
        Run run = run(i, type, state, killedBy);
        all.add(run);
        tally = tally.ended(run);
        assertEquals(failures(all), tally.failures(), all::toString);
        assertEquals(lastSuccess(all), tally.lastSuccess());
      }
      assertEquals(0, tally.lookedAfter().failures());
      assertEquals(tally.lastSuccess(), tally.lookedAfter().lastSuccess());
    }
  }

  private static long failures(List<Run> all) {
    Instant success = lastSuccess(all);
    return all.stream()
        .filter(run -> run.runType() == RunType.SCHEDULED && run.state() == RunState.FAILED)
        .filter(run -> run.killedBy() == null || run.killedBy().equals(ActiveRun.EPOCH))
        .filter(run -> success == null || run.created().isAfter(success))
        .count();
  }

  private static Instant lastSuccess(List<Run> all) {
    return all.stream()
        .filter(run -> run.runType() == RunType.SCHEDULED && run.state() == RunState.SUCCESSFUL)
        .map(Run::created)
        .max(Instant::compareTo)
        .orElse(null);
  }
}
