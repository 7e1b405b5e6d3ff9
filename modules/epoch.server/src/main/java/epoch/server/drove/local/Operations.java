package epoch.server.drove.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Create, kill and validate, with Drove's checks in Drove's order. Thread-safe. */
final class Operations {
  private final TaskBook book;
  private final TaskRunner runner;
  private final FaultRules faults;
  private final Cluster cluster;

  Operations(TaskBook book, TaskRunner runner, FaultRules faults, Cluster cluster) {
    this.book = book;
    this.runner = runner;
    this.faults = faults;
    this.cluster = cluster;
  }

  /** Reads the body as JSON and hands it on, or says in Drove's words why it cannot. */
  static Answer json(Request request, Function<ObjectNode, Answer> next) {
    if (!request.isJson()) {
      return Answer.container(415, "Unsupported Media Type", request.path());
    }
    if (request.body().length == 0) {
      return Answer.invalid(List.of("The request body must not be null"));
    }
    try {
      JsonNode body = Json.read(request.body());
      if (body instanceof ObjectNode object) {
        return next.apply(object);
      }
      return body.isNull() || body.isMissingNode()
          ? Answer.invalid(List.of("The request body must not be null"))
          : unreadable(List.of("Cannot deserialize: a JSON object is needed"));
    } catch (JsonProcessingException e) {
      return unreadable(List.of(String.valueOf(e.getOriginalMessage())));
    } catch (IOException e) {
      return unreadable(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Answer unreadable(List<String> reasons) {
    return Answer.invalid(reasons, "JSON validation failure");
  }

  Answer operate(Request request) {
    return json(
        request,
        body -> {
          String type = body.path("type").asText();
          return switch (type) {
            case "CREATE" -> create(request, body);
            case "KILL" -> kill(request, body);
            default ->
                unreadable(
                    List.of(
                        ("Could not resolve type id '%s' as a subtype of"
                                + " `com.phonepe.drove.models.operation.TaskOperation`:"
                                + " known type ids = [CREATE, KILL]")
                            .formatted(type)));
          };
        });
  }

  Answer validate(Request request) {
    return json(
        request,
        spec -> {
          List<String> unreadable = SpecCheck.unreadable(spec);
          if (!unreadable.isEmpty()) {
            return unreadable(unreadable);
          }
          List<String> complaints = SpecCheck.complaints(spec, "");
          if (complaints.isEmpty()) {
            complaints = book.complaints(spec);
          }
          return complaints.isEmpty() ? Answer.successWithoutData() : Answer.invalid(complaints);
        });
  }

  private Answer create(Request request, ObjectNode body) {
    if (!(body.get("spec") instanceof ObjectNode spec)) {
      return Answer.invalid(List.of("spec must not be null"));
    }
    List<String> unreadable = SpecCheck.unreadable(spec);
    if (!unreadable.isEmpty()) {
      return unreadable(unreadable);
    }
    List<String> complaints = SpecCheck.complaints(spec, "spec.");
    if (!body.hasNonNull("opSpec")) {
      complaints.add("opSpec must not be null");
    }
    if (!complaints.isEmpty()) {
      return Answer.invalid(complaints);
    }
    if (!spec.hasNonNull("placementPolicy")) {
      return Answer.error(500, "placementPolicy must not be null"); // as Drove falls over it
    }
    Optional<Answer> maintenance = maintenance(request);
    if (maintenance.isPresent()) {
      return maintenance.get();
    }
    String id = spec.path("sourceAppName").asText() + "-" + spec.path("taskId").asText();
    Answer accepted = Answer.success(Json.object().put("taskId", id));
    if (faults.hits(Fault.Kind.VANISHING_CREATE, request.path())) {
      return accepted;
    }
    return create(request, spec, accepted);
  }

  private Answer create(Request request, ObjectNode spec, Answer accepted) {
    boolean race = faults.hits(Fault.Kind.RACE_ON_CREATE, request.path());
    long hidden =
        faults.hit(Fault.Kind.DELAY_VISIBILITY, request.path()).map(Fault::value).orElse(0L);
    try {
      return switch (book.create(spec, race, Duration.ofMillis(hidden))) {
        case TaskBook.Created.Refused(List<String> reasons) -> Answer.invalid(reasons);
        case TaskBook.Created.Accepted(Task task) -> {
          runner.start(task);
          yield accepted;
        }
      };
    } catch (IOException e) {
      LocalDrove.LOG.error("Cannot write a new task to the data directory; it is refused", e);
      return Answer.error(500, "Cannot write the task to disk: " + e);
    }
  }

  private Answer kill(Request request, ObjectNode body) {
    TaskKey key = new TaskKey(body.path("sourceAppName").asText(), body.path("taskId").asText());
    if (!body.hasNonNull("opSpec")) {
      return Answer.invalid(List.of("opSpec must not be null"));
    }
    Optional<Answer> maintenance = maintenance(request);
    if (maintenance.isPresent()) {
      return maintenance.get();
    }
    Optional<Task> task = book.find(key).filter(found -> !found.state().isFinal());
    if (task.isEmpty()) {
      return Answer.invalid(
          List.of("Either task does not exist or has already finished for " + key));
    }
    if (!faults.hits(Fault.Kind.IGNORE_KILL, request.path())) {
      try {
        runner.kill(task.get());
      } catch (IOException e) {
        LocalDrove.LOG.error("Cannot write down that {} is to be killed; it goes on", key, e);
        return Answer.error(500, "Cannot write the kill to disk: " + e);
      }
    }
    return Answer.success(Json.object().put("taskId", key.id()));
  }

  private Optional<Answer> maintenance(Request request) {
    return cluster.inMaintenance() || faults.hits(Fault.Kind.MAINTENANCE, request.path())
        ? Optional.of(Answer.invalid(List.of("Cluster is in maintenance mode")))
        : Optional.empty();
  }
}
