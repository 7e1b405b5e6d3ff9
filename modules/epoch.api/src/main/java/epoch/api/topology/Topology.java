package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator writes: a name, what to run, when, and who is told. Names and absent parts are
 * not checked here but by validation, so that what an older or newer version stored can be loaded.
 *
 * @param name the name, which is the id as well; empty if absent
 * @param task what a run does
 * @param trigger when it fires
 * @param notification who is told ({@code notify} in JSON); absent: the addresses of the
 *     configuration
 * @param policy how it wants to be treated
 * @param labels for searching and grouping
 * @param owner who answers for it
 * @param description what it is for
 * @param triggers several triggers instead of, or beside, {@code trigger}; a moment that two of
 *     them give counts once
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Topology(
    String name,
    Task task,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = AbsentTrigger.class)
        Trigger trigger,
    @JsonProperty("notify") @Nullable Notify notification,
    @Nullable Policy policy,
    @Nullable Map<String, String> labels,
    @Nullable String owner,
    @Nullable String description,
    @Nullable List<Trigger> triggers,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public Topology {
    name = Objects.requireNonNullElse(name, "");
    labels = Frozen.map(labels);
    triggers = Frozen.list(triggers);
    task = Objects.requireNonNullElseGet(task, UnknownTask::missing);
    trigger = Objects.requireNonNullElseGet(trigger, UnknownTrigger::missing);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** A topology with the mandatory parts alone. */
  public static Topology of(String name, Task task, Trigger trigger) {
    return new Topology(name, task, trigger, null, null, null, null, null, null, Map.of());
  }

  /** The same with another task. */
  public Topology withTask(Task newTask) {
    return new Topology(
        name,
        newTask,
        trigger,
        notification,
        policy,
        labels,
        owner,
        description,
        triggers,
        unknownFields);
  }

  /** The same with another trigger. */
  public Topology withTrigger(Trigger newTrigger) {
    return new Topology(
        name,
        task,
        newTrigger,
        notification,
        policy,
        labels,
        owner,
        description,
        triggers,
        unknownFields);
  }

  /** The same with several triggers beside its own. */
  public Topology withTriggers(@Nullable List<Trigger> newTriggers) {
    return new Topology(
        name,
        task,
        trigger,
        notification,
        policy,
        labels,
        owner,
        description,
        newTriggers,
        unknownFields);
  }

  /** The same with others to tell. */
  public Topology withNotification(@Nullable Notify newNotification) {
    return new Topology(
        name,
        task,
        trigger,
        newNotification,
        policy,
        labels,
        owner,
        description,
        triggers,
        unknownFields);
  }

  /** The same with another policy. */
  public Topology withPolicy(@Nullable Policy newPolicy) {
    return new Topology(
        name,
        task,
        trigger,
        notification,
        newPolicy,
        labels,
        owner,
        description,
        triggers,
        unknownFields);
  }

  /** The same with another description. */
  public Topology withDescription(@Nullable String newDescription) {
    return new Topology(
        name,
        task,
        trigger,
        notification,
        policy,
        labels,
        owner,
        newDescription,
        triggers,
        unknownFields);
  }

  /** When it fires: its trigger, or all of them where there are several. */
  public Trigger effectiveTrigger() {
    return TriggerSet.of(trigger, triggers);
  }

  /** The same with other labels. */
  public Topology withLabels(@Nullable Map<String, String> newLabels) {
    return new Topology(
        name,
        task,
        trigger,
        notification,
        policy,
        newLabels,
        owner,
        description,
        triggers,
        unknownFields);
  }

  /** The policy, or the standard one. */
  public Policy effectivePolicy() {
    return policy == null ? Policy.standard() : policy;
  }
}
