package epoch.server.drove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.drove.ClusterSummary;
import epoch.api.drove.EventsPage;
import epoch.api.drove.TaskInfo;
import epoch.api.drove.TaskOperation;
import epoch.api.drove.TaskSpec;
import epoch.api.json.Json;
import epoch.server.drove.CallListener.Kind;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of Drove's REST API that blocks; call it from virtual threads. Thread safe.
 *
 * <p>Nothing that Drove or the network does makes a method throw: what is certain is in the
 * outcome. An interrupt ends a call as a broken one and leaves the thread interrupted.
 */
public final class Drove implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drove.class);

  private final DroveSettings settings;
  private final DroveCalls calls;
  private final DroveLogs logs;

  /**
   * @param clock for the times in {@link #health}
   * @param nanoTime a monotonic clock in nanoseconds, for time spans
   * @param listener hears of every call
   */
  public Drove(
      DroveSettings settings, InstantSource clock, LongSupplier nanoTime, CallListener listener) {
    this.settings = settings;
    this.calls = new DroveCalls(settings, clock, nanoTime, listener);
    this.logs = new DroveLogs(settings.appName(), calls);
  }

  /** Asks, exactly once, to start a task; it runs at once. */
  public CreateOutcome create(TaskSpec spec) {
    return CreateAnswers.read(
        calls.tell(
            Kind.CREATE,
            "tasks/operations",
            Json.bytes(new TaskOperation.Create(spec, settings.operation()))));
  }

  /** Asks, exactly once, to kill a task. */
  public KillOutcome kill(String taskId) {
    TaskOperation kill = new TaskOperation.Kill(settings.appName(), taskId, settings.operation());
    return switch (calls.tell(Kind.KILL, "tasks/operations", Json.bytes(kill))) {
      case Verdict.Good good -> new KillOutcome.Accepted();
      case Verdict.Bad bad when bad.text().contains("does not exist or has already finished") ->
          new KillOutcome.NotRunning(bad.text());
      case Verdict.Bad bad -> new KillOutcome.Unavailable(bad.text());
      case Verdict other -> new KillOutcome.Unavailable(reason(other));
    };
  }

  /** Looks one task up, active or finished. */
  public Lookup find(String taskId) {
    return switch (calls.ask(Kind.FIND, base -> instance(base, taskId))) {
      case Verdict.Good(JsonNode data) -> found(taskId, data);
      case Verdict.Bad bad
          when bad.status() == 200 && bad.message().contains("No such task instance") ->
          new Lookup.Absent();
      case Verdict other -> new Lookup.Unavailable(reason(other));
    };
  }

  /** All active tasks of Epoch's app. A task that is not among them may be active nevertheless. */
  public Reply<List<TaskInfo>> active() {
    return switch (calls.ask(Kind.ACTIVE, base -> base.addPathSegments("tasks"))) {
      case Verdict.Good(JsonNode data) when data.isArray() -> new Reply.Answered<>(ofOurApp(data));
      case Verdict.Good good -> new Reply.Unavailable<>("Drove's list of tasks is no list");
      case Verdict other -> new Reply.Unavailable<>(reason(other));
    };
  }

  /**
   * The newest events after a time.
   *
   * @param after epoch milliseconds; events of this very time are not among them
   * @param size how many at most; if there are more, the oldest are left out
   */
  public Reply<EventsPage> events(long after, int size) {
    return decoded(
        calls.ask(
            Kind.EVENTS,
            base ->
                base.addPathSegments("cluster/events/latest")
                    .addQueryParameter("lastSyncTime", Long.toString(after))
                    .addQueryParameter("size", Integer.toString(size))),
        EventsPage.class);
  }

  /** What the cluster has and uses, and who leads it. */
  public Reply<ClusterSummary> cluster() {
    return decoded(
        calls.ask(Kind.CLUSTER, base -> base.addPathSegments("cluster")), ClusterSummary.class);
  }

  /**
   * Drops what Drove noted about a task. Only for tasks seen ended: Drove forgets a running one
   * too, while its container goes on.
   *
   * @return answered with true, whether Drove knew the task or not
   */
  public Reply<Boolean> delete(String taskId) {
    return switch (calls.drop(Kind.DELETE, base -> instance(base, taskId))) {
      case Verdict.Good good -> new Reply.Answered<>(true);
      case Verdict other -> new Reply.Unavailable<>(reason(other));
    };
  }

  /** Asks what Drove thinks of a spec; starts nothing. */
  public Validation validate(TaskSpec spec) {
    return switch (calls.tell(Kind.VALIDATE, "tasks/validate/spec", Json.bytes(spec))) {
      case Verdict.Good good -> new Validation.Valid();
      case Verdict.Bad bad when bad.status() == 400 && !bad.problems().isEmpty() ->
          new Validation.Problems(bad.problems());
      case Verdict other -> new Validation.CannotSay(reason(other));
    };
  }

  /** The log files of tasks. */
  public DroveLogs logs() {
    return logs;
  }

  /** How Drove is doing. */
  public DroveHealth health() {
    return calls.health();
  }

  /** How often another controller became the leader, as far as this client noticed. */
  long leaderChanges() {
    return calls.leaderChanges();
  }

  /** Ends all calls. */
  @Override
  public void close() {
    calls.close();
  }

  private HttpUrl.Builder instance(HttpUrl.Builder base, String taskId) {
    return base.addPathSegment("tasks")
        .addPathSegment(settings.appName())
        .addPathSegment("instances")
        .addPathSegment(taskId);
  }

  private static Lookup found(String taskId, JsonNode data) {
    try {
      TaskInfo info = data.isObject() ? Json.read(data, TaskInfo.class) : null;
      return info != null && info.taskId().equals(taskId)
          ? new Lookup.Found(info)
          : new Lookup.Unavailable("Drove answers something else than the task " + taskId);
    } catch (JsonProcessingException e) {
      return new Lookup.Unavailable("Drove's task cannot be read: " + e.getOriginalMessage());
    }
  }

  private List<TaskInfo> ofOurApp(JsonNode data) {
    List<TaskInfo> ours = new ArrayList<>();
    for (JsonNode task : data) {
      if (task.path("sourceAppName").asText("").equals(settings.appName())) {
        try {
          ours.add(Json.read(task, TaskInfo.class));
        } catch (JsonProcessingException e) {
          // One odd task must not hide the others; it will be looked up singly.
          LOG.debug("a task in Drove's list cannot be read: {}", e.getOriginalMessage());
        }
      }
    }
    return List.copyOf(ours);
  }

  private static <T> Reply<T> decoded(Verdict verdict, Class<T> type) {
    if (!(verdict instanceof Verdict.Good(JsonNode data))) {
      return new Reply.Unavailable<>(reason(verdict));
    }
    if (!data.isObject()) {
      return new Reply.Unavailable<>("Drove's answer has no data");
    }
    try {
      return new Reply.Answered<>(Json.read(data, type));
    } catch (JsonProcessingException e) {
      return new Reply.Unavailable<>("Drove's answer cannot be read: " + e.getOriginalMessage());
    }
  }

  /** Why a verdict is no good answer. */
  static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Good good -> "Drove's answer was not expected";
      case Verdict.Bad bad -> bad.text();
      case Verdict.NotLeader(String message) -> message;
      case Verdict.Odd odd -> odd.message();
      case Verdict.NotSent(String message) -> "Drove cannot be reached: " + message;
      case Verdict.Broken(String message) -> "Drove did not answer: " + message;
    };
  }

  /** An endpoint for logging, without what a user info part may hold. */
  static String name(URI endpoint) {
    return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }
}
