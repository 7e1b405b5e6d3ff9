package epoch.server.drove.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The routes of Drove that Epoch uses, and what stands behind each. Thread-safe. */
final class Api {
  private static final int DEFAULT_PAGE = 1024;

  private final TaskBook book;
  private final EventWindow events;
  private final Operations operations;
  private final FaultRules faults;
  private final Cluster cluster;
  private final Optional<FaultsEndpoint> faultsEndpoint;

  Api(
      TaskBook book,
      EventWindow events,
      Operations operations,
      FaultRules faults,
      Cluster cluster,
      Optional<FaultsEndpoint> faultsEndpoint) {
    this.book = book;
    this.events = events;
    this.operations = operations;
    this.faults = faults;
    this.cluster = cluster;
    this.faultsEndpoint = faultsEndpoint;
  }

  private interface Step {
    Answer answer() throws IOException;
  }

  Answer answer(Request request) throws IOException {
    List<String> parts = request.parts();
    String first = parts.isEmpty() ? "" : parts.getFirst();
    String path = String.join("/", parts);
    return switch (path) {
      case "ping" -> get(request, () -> Answer.success(Json.array().textNode("pong")));
      case "tasks" -> get(request, () -> list(request));
      case "tasks/operations" -> post(request, () -> operations.operate(request));
      case "tasks/validate/spec" -> post(request, () -> operations.validate(request));
      case "cluster" -> get(request, () -> Answer.success(book.summary(cluster.leader())));
      case "cluster/executors" -> get(request, () -> Answer.success(cluster.executors(book)));
      case "cluster/events/latest" -> get(request, () -> latest(request));
      case "cluster/events/summary" ->
          get(request, () -> Answer.success(events.summary(request.number("lastSyncTime", 0))));
      case "cluster/maintenance/set" -> post(request, () -> Answer.success(cluster.maintain(true)));
      case "cluster/maintenance/unset" ->
          post(request, () -> Answer.success(cluster.maintain(false)));
      default ->
          switch (first) {
            case "tasks" -> instance(request, parts);
            case "logfiles" -> logs(request, parts);
            default -> Answer.notFound(request.path());
          };
    };
  }

  /** The endpoint of the faults, which no fault may close. */
  Optional<Answer> faults(Request request) {
    if (faultsEndpoint.isEmpty() || !request.path().equals(Request.BASE + "/test/faults")) {
      return Optional.empty();
    }
    FaultsEndpoint endpoint = faultsEndpoint.get();
    return Optional.of(
        switch (request.method()) {
          case "GET" -> endpoint.get();
          case "DELETE" -> endpoint.delete();
          case "POST" -> Operations.json(request, endpoint::post);
          default -> Answer.wrongMethod("GET,POST,DELETE", request.path());
        });
  }

  private static Answer get(Request request, Step step) throws IOException {
    return request.method().equals("GET")
        ? step.answer()
        : Answer.wrongMethod("HEAD,GET", request.path());
  }

  private static Answer post(Request request, Step step) throws IOException {
    return request.method().equals("POST")
        ? step.answer()
        : Answer.wrongMethod("POST", request.path());
  }

  private Answer list(Request request) {
    ArrayNode list = Json.array();
    if (!faults.hits(Fault.Kind.EMPTY_LIST, request.path())) {
      book.activeTasks().forEach(task -> list.add(task.toJson(cluster.executorId())));
    }
    return Answer.success(list);
  }

  private Answer latest(Request request) {
    long size = request.number("size", DEFAULT_PAGE);
    long cut =
        faults.hit(Fault.Kind.MAX_PAGE, request.path()).map(Fault::value).orElse(Long.MAX_VALUE);
    int page = Math.clamp(Math.min(size < 1 ? DEFAULT_PAGE : size, cut), 0, Integer.MAX_VALUE);
    return Answer.success(events.latest(request.number("lastSyncTime", 0), page));
  }

  /** {@code tasks/APP/instances/ID}. */
  private Answer instance(Request request, List<String> parts) {
    if (parts.size() != 4 || !parts.get(2).equals("instances")) {
      return Answer.notFound(request.path());
    }
    TaskKey key = new TaskKey(parts.get(1), parts.get(3));
    return switch (request.method()) {
      case "GET" ->
          book.find(key)
              .map(task -> Answer.success(task.toJson(cluster.executorId())))
              .orElseGet(() -> Answer.failed(200, "No such task instance " + key));
      case "DELETE" -> {
        book.delete(key);
        yield Answer.success(Json.object().put("deleted", true));
      }
      default -> Answer.wrongMethod("HEAD,DELETE,GET", request.path());
    };
  }

  /** {@code logfiles/tasks/APP/ID/list} and {@code …/read|download/FILE}. */
  private Answer logs(Request request, List<String> parts) throws IOException {
    String what = parts.size() > 4 && parts.get(1).equals("tasks") ? parts.get(4) : "";
    Supplier<Optional<Task>> task = () -> book.find(new TaskKey(parts.get(2), parts.get(3)));
    if (what.equals("list") && parts.size() == 5) {
      return get(request, () -> of(task, LogFiles::list));
    }
    if (what.equals("read") && parts.size() == 6) {
      return get(request, () -> read(request, task.get(), parts.get(5)));
    }
    if (what.equals("download") && parts.size() == 6) {
      boolean takesText = request.accept().contains("*/*") || request.accept().contains("text/");
      return takesText
          ? get(request, () -> of(task, found -> LogFiles.download(found, parts.get(5))))
          : Answer.container(406, "Not Acceptable", request.path());
    }
    return Answer.notFound(request.path());
  }

  private static Answer of(Supplier<Optional<Task>> task, Function<Task, Answer> answer) {
    return task.get().map(answer).orElseGet(Answer::noContent);
  }

  private static Answer read(Request request, Optional<Task> task, String file) throws IOException {
    if (task.isEmpty()) {
      return Answer.noContent();
    }
    int length = Math.clamp(request.number("length", Integer.MAX_VALUE), 0, Integer.MAX_VALUE);
    return LogFiles.read(task.get(), file, request.number("offset", -1), length);
  }
}
