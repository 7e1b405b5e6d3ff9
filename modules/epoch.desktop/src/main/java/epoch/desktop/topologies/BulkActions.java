package epoch.desktop.topologies;

import epoch.api.client.Terms;
import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkRequest;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One thing done with many topologies: the server says what would happen, the operator yes. */
final class BulkActions {

  private static final int MANY = 20;

  private final Session session;
  private final Runner runner;
  private final Dialogs dialogs;
  private final Deeds deeds;

  BulkActions(Session session, Runner runner, Dialogs dialogs, Deeds deeds) {
    this.session = session;
    this.runner = runner;
    this.dialogs = dialogs;
    this.deeds = deeds;
  }

  /** What can be done with several at once, as the API names it. */
  enum Bulk {
    PAUSE("Pause", "Undo: resume them."),
    UNPAUSE("Resume", "Undo: pause them again."),
    RUN("Run", "Cannot be undone; runs can be killed."),
    DELETE("Delete", "Cannot be undone."),
    LABEL("Label", "Undo: label them again.");

    private final String verb;
    private final String footer;

    Bulk(String verb, String footer) {
      this.verb = verb;
      this.footer = footer;
    }
  }

  /** Asks the server first what would happen, and the operator then. */
  void ask(Bulk bulk, List<TopologyRow> rows, Map<String, @Nullable String> labels) {
    List<String> ids = rows.stream().map(TopologyRow::id).toList();
    BulkRequest dry = request(bulk, ids, labels, null, true);
    deeds.doneProperty().set("Asking what would happen …");
    runner.run(
        () -> send(dry, "Asking what would happen", () -> true),
        answer -> {
          deeds.doneProperty().set("");
          confirm(bulk, ids, labels, answer);
        },
        failure -> {
          deeds.doneProperty().set("");
          deeds.refused(failure);
          deeds.problemProperty().set(bulk.verb + ": " + Reason.of(failure));
        });
  }

  private void confirm(
      Bulk bulk, List<String> ids, Map<String, @Nullable String> labels, BulkAnswer dry) {
    List<String> changed =
        dry.results().stream()
            .filter(result -> result.ok() && result.changed())
            .map(BulkAnswer.Result::id)
            .toList();
    if (changed.isEmpty()) {
      deeds.problemProperty().set(bulk.verb + ": nothing would change. " + first(dry));
      return;
    }
    boolean red = bulk == Bulk.DELETE;
    boolean type =
        red && (changed.size() > MANY || session.connection().identity() == Identity.PRODUCTION);
    String typed =
        !type ? "" : changed.size() == 1 ? changed.getFirst() : session.connection().name();
    String what =
        ids.size() == 1
            ? Plain.line(ids.getFirst())
            : changed.size() == ids.size()
                ? objects(ids.size())
                : "%,d of %s".formatted(changed.size(), objects(ids.size()));
    dialogs.ask(
        new Question(
            bulk.verb + " " + what + "?",
            consequences(bulk, dry),
            lines(dry),
            bulk.footer,
            bulk.verb,
            red ? Care.red(Question.Reason.OFFERED, typed) : Care.OFFERED,
            answer -> carryOut(bulk, changed, labels, answer)));
  }

  private void carryOut(
      Bulk bulk, List<String> ids, Map<String, @Nullable String> labels, Question.Answer answer) {
    BulkRequest real = request(bulk, ids, labels, text(answer.reason()), false);
    Optional<Deeds.Undo> undo =
        switch (bulk) {
          case PAUSE -> Optional.of(undo("Resume " + objects(ids.size()), Bulk.UNPAUSE, ids));
          case UNPAUSE -> Optional.of(undo("Pause " + objects(ids.size()), Bulk.PAUSE, ids));
          case RUN, DELETE, LABEL -> Optional.empty();
        };
    var stopped = new AtomicBoolean();
    deeds.carryOut(
        bulk.verb + " " + objects(ids.size()),
        () -> told(bulk, send(real, bulk.verb, () -> !stopped.get())),
        undo,
        _ -> {});
    deeds.letStop(() -> stopped.set(true));
  }

  private Deeds.Undo undo(String words, Bulk back, List<String> ids) {
    return new Deeds.Undo(
        words,
        () -> told(back, send(request(back, ids, Map.of(), null, false), back.verb, () -> true)));
  }

  /** Part by part, each of them once whatever becomes of its answer; how far it is is told. */
  private BulkAnswer send(BulkRequest request, String what, BooleanSupplier goesOn)
      throws IOException {
    int all = Objects.requireNonNull(request.ids()).size();
    return BulkParts.send(
        request,
        part -> {
          Terms terms = request.dryRun() ? Terms.NONE : Terms.once(UUID.randomUUID().toString());
          return session.client().changes(terms).bulk(part);
        },
        done -> {
          if (done < all) {
            String words = "%s: %,d of %s …".formatted(what, done, objects(all));
            runner.show(() -> deeds.doneProperty().set(words));
          }
          return done == all || goesOn.getAsBoolean();
        });
  }

  /** What became of it; where some were not done, that stays on the screen as a problem. */
  private String told(Bulk bulk, BulkAnswer answer) {
    long bad = answer.results().stream().filter(result -> !result.ok()).count();
    String good = bulk.verb + ": " + objects(answer.results().size() - (int) bad);
    if (bad == 0) {
      return good;
    }
    String words = good + " done, %,d not. %s".formatted(bad, first(answer));
    runner.show(() -> deeds.problemProperty().set(words));
    return words;
  }

  private static String first(BulkAnswer answer) {
    return answer.results().stream()
        .filter(result -> !result.ok() && result.message() != null)
        .findFirst()
        .map(result -> Plain.line(result.id() + ": " + result.message()))
        .orElse("They are so already.");
  }

  private static List<String> consequences(Bulk bulk, BulkAnswer dry) {
    long refused = dry.results().stream().filter(result -> !result.ok()).count();
    List<String> lines = new ArrayList<>();
    if (refused > 0) {
      lines.add("%,d cannot be done; they stand first.".formatted(refused));
    }
    switch (bulk) {
      case DELETE -> lines.add("What runs of them is killed; their history goes with them.");
      case PAUSE -> lines.add("Runs under way go on.");
      case RUN -> lines.add("One run of each starts at once; their schedules stay as they are.");
      case UNPAUSE -> lines.add("They fire again from their next fire times on.");
      case LABEL -> lines.add("Their schedules stay as they are.");
    }
    return lines;
  }

  /** One by one: first what cannot be done, then what changes, then what stays as it is. */
  private static List<String> lines(BulkAnswer dry) {
    return dry.results().stream()
        .sorted(Comparator.comparingInt(result -> !result.ok() ? 0 : result.changed() ? 1 : 2))
        .map(result ->
            Plain.line(
                result.id()
                    + (!result.ok() ? " cannot be done" : result.changed() ? "" : " stays as it is")
                    + (result.message() == null ? "" : ": " + result.message())))
        .toList();
  }

  private static BulkRequest request(
      Bulk bulk,
      List<String> ids,
      Map<String, @Nullable String> labels,
      @Nullable String reason,
      boolean dryRun) {
    return new BulkRequest(
        bulk.name(), ids, null, labels.isEmpty() ? null : labels, reason, null, dryRun);
  }

  static String objects(int count) {
    return count == 1 ? "1 topology" : "%,d topologies".formatted(count);
  }

  private static @Nullable String text(String given) {
    return given.isBlank() ? null : given.strip();
  }
}
