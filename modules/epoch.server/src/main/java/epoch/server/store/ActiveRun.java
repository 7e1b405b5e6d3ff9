package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that has not ended: the node {@code /active/{topologyId}~{runId}}, which is there exactly
 * as long as the run is active. What must not be lost when Epoch 1.14 rewrites the run itself is
 * here.
 *
 * @param topologyId the topology
 * @param runId the run
 * @param uid random; every task of the run carries it as {@code EPOCH_RUN_UID}, so that a task
 *     found on Drove can be told from a stranger with the same id. Empty for runs that Epoch 1.14
 *     began
 * @param revision the revision of the topology that the run walks
 * @param attempts the intents, by task name
 * @param wanted what whoever asked for the run wants of it; null if a trigger did, or nothing
 * @param place its place among others; null if it has none
 * @param lastSuccess the fire time of the topology's last successful run before it; null if none is
 *     known
 * @param killedBy who asked for the end of the whole run; null if nobody did
 * @param killReason why; null if nobody said
 * @param closing how a person decided that it ends; null if nobody did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ActiveRun(
    String topologyId,
    String runId,
    String uid,
    int revision,
    Map<String, Attempt> attempts,
    @Nullable Wanted wanted,
    @Nullable Place place,
    @Nullable Instant lastSuccess,
    @Nullable String killedBy,
    @Nullable String killReason,
    @Nullable Closing closing) {

  /** Who ends a run that takes too long. */
  public static final String EPOCH = "Epoch";

  public ActiveRun {
    uid = Objects.requireNonNullElse(uid, "");
    attempts = new LinkedHashMap<>(Objects.requireNonNullElse(attempts, Map.<String, Attempt>of()));
  }

  /** The intents, by task name; a copy. */
  @Override
  public Map<String, Attempt> attempts() {
    return new LinkedHashMap<>(attempts);
  }

  /** The latest intent for a task. */
  public @Nullable Attempt attempt(String taskName) {
    return attempts.get(taskName);
  }

  /** The same with an intent added or replaced. */
  public ActiveRun with(String taskName, Attempt attempt) {
    var changed = attempts();
    changed.put(taskName, attempt);
    return new ActiveRun(
        topologyId,
        runId,
        uid,
        revision,
        changed,
        wanted,
        place,
        lastSuccess,
        killedBy,
        killReason,
        closing);
  }

  /** The same at another place. */
  public ActiveRun at(Place newPlace) {
    return new ActiveRun(
        topologyId,
        runId,
        uid,
        revision,
        attempts,
        wanted,
        newPlace,
        lastSuccess,
        killedBy,
        killReason,
        closing);
  }

  /** Whether it waits to be let in. */
  public boolean waits() {
    return place != null && place.begun() == null;
  }

  /** The same, to be killed. */
  public ActiveRun killed(String by, @Nullable String reason) {
    return new ActiveRun(
        topologyId,
        runId,
        uid,
        revision,
        attempts,
        wanted,
        place,
        lastSuccess,
        by,
        reason,
        closing);
  }

  /** The same, to be ended as a person decided. */
  public ActiveRun closed(Closing decision) {
    return new ActiveRun(
        topologyId,
        runId,
        uid,
        revision,
        attempts,
        wanted,
        place,
        lastSuccess,
        killedBy,
        killReason,
        decision);
  }

  /** How the run is named in the log. */
  public String name() {
    return topologyId + "/" + runId;
  }

  /** Whether Epoch 1.14 began it: its tasks carry no uid. */
  @JsonIgnore
  public boolean isLegacy() {
    return uid.isEmpty();
  }
}
