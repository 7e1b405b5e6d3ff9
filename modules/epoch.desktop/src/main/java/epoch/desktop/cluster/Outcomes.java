package epoch.desktop.cluster;

import epoch.api.rest.Standing.RunOutcome;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.desktop.words.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the last runs of a topology ended, oldest first, packed: fifty thousand topologies with
 * twenty outcomes each are a million objects otherwise.
 */
public final class Outcomes {

  /** How many a strip shows. */
  public static final int MOST = 20;

  /** None. */
  public static final Outcomes NONE =
      new Outcomes(new long[0], new String[0], new byte[0], new int[0]);

  private static final String[] ALL_READ = {};
  private static final RunState[] STATES = RunState.values();

  /** Ids that can be read: twice their time, one more for a run that was asked for. */
  private final long[] ids;

  /** The ids themselves if there is one that cannot be read, which no version writes. */
  private final String[] unread;

  private final byte[] states;
  private final int[] millis;

  private Outcomes(long[] ids, String[] unread, byte[] states, int[] millis) {
    this.ids = ids;
    this.unread = unread;
    this.states = states;
    this.millis = millis;
  }

  static Outcomes of(List<RunOutcome> latestFirst) {
    if (latestFirst.isEmpty()) {
      return NONE;
    }
    List<RunOutcome> outcomes =
        latestFirst.subList(0, Math.min(MOST, latestFirst.size())).reversed();
    int count = outcomes.size();
    long[] ids = new long[count];
    byte[] states = new byte[count];
    int[] millis = new int[count];
    boolean read = true;
    for (int i = 0; i < count; i++) {
      RunOutcome outcome = outcomes.get(i);
      Optional<RunId> id = RunId.parse(outcome.runId());
      read &= id.isPresent();
      ids[i] = id.map(Outcomes::pack).orElse(0L);
      states[i] = (byte) outcome.state().ordinal();
      millis[i] = Math.clamp(outcome.millis(), 0, Integer.MAX_VALUE);
    }
    String[] unread =
        read ? ALL_READ : outcomes.stream().map(RunOutcome::runId).toArray(String[]::new);
    return new Outcomes(ids, unread, states, millis);
  }

  private static long pack(RunId id) {
    return 2 * id.time().toEpochMilli() + (id.type() == RunType.INSTANT ? 1 : 0);
  }

  /** How many there are. */
  public int size() {
    return states.length;
  }

  /** How one of them ended. */
  public Look look(int index) {
    return Look.of(STATES[states[index]]);
  }

  /** Which run it was. */
  public String runId(int index) {
    if (unread.length > 0) {
      return unread[index];
    }
    RunType type = Math.floorMod(ids[index], 2) == 1 ? RunType.INSTANT : RunType.SCHEDULED;
    return new RunId(type, Instant.ofEpochMilli(Math.floorDiv(ids[index], 2))).toString();
  }

  /** How long it took. */
  public int millis(int index) {
    return millis[index];
  }

  /** All of them, unpacked. */
  List<RunOutcome> latestFirst() {
    List<RunOutcome> all = new ArrayList<>(states.length);
    for (int i = states.length - 1; i >= 0; i--) {
      all.add(new RunOutcome(runId(i), STATES[states[i]], millis[i]));
    }
    return all;
  }

  /** How many of the latest failed in a row. */
  public int failedInARow() {
    int count = 0;
    for (int i = states.length - 1; i >= 0 && look(i) == Look.FAILED; i--) {
      count++;
    }
    return count;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Outcomes that
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(unread, that.unread)
        && Arrays.equals(states, that.states)
        && Arrays.equals(millis, that.millis);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }
}
