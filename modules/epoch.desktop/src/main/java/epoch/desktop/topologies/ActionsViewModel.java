package epoch.desktop.topologies;

import epoch.api.client.Terms;
import epoch.api.json.Durations;
import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.Role;
import epoch.api.rest.RunRequest;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with topologies, one or many: asked for, confirmed, carried out, told. */
public final class ActionsViewModel {

  private static final int MOST_LINES = 12;
  private static final int MANY = 20;

  private final Session session;
  private final Runner runner;
  private final InstantSource clock;
  private final Dialogs dialogs;
  private final Deeds deeds;

  /** Makes it. */
  public ActionsViewModel(
      Session session, Runner runner, InstantSource clock, Dialogs dialogs, Deeds deeds) {
    this.session = session;
    this.runner = runner;
    this.clock = clock;
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

    String verb() {
      return verb;
    }
  }

  /** Run: {@code r}. */
  public void askRun(List<TopologyRow> rows) {
    if (rows.isEmpty() || deeds.refuses(Role.OPERATOR)) {
      return;
    }
    if (rows.size() > 1) {
      askBulk(Bulk.RUN, rows, Map.of());
      return;
    }
    TopologyFacts facts = rows.getFirst().facts();
    List<String> lines = new ArrayList<>();
    lines.add(
        "One run starts at once"
            + (facts.look() == Look.PAUSED ? ", although it is paused." : "."));
    lines.add(facts.look() == Look.PAUSED ? "It stays paused." : "Its schedule stays as it is.");
    dialogs.ask(
        new Question(
            "Run " + facts.name() + "?",
            lines,
            "Cannot be undone; a run can be killed.",
            "Run",
            deeds.may(Role.READ_WRITE).get()
                ? Care.OFFERED.asking("Environment for this run, such as DAY=2026-11-24")
                : Care.OFFERED,
            answer -> run(facts, answer)));
  }

  private void run(TopologyFacts facts, Question.Answer answer) {
    Optional<Map<String, String>> env = pairs(answer.field());
    if (env.isEmpty()) {
      deeds
          .problemProperty()
          .set("Run " + facts.name() + ": write the environment as NAME=value, apart by blanks");
      return;
    }
    RunRequest request =
        new RunRequest(env.get().isEmpty() ? null : env.get(), null, text(answer.reason()));
    // The key makes sure that a run asked for once starts once, whatever becomes of the answer.
    Terms once = Terms.once(UUID.randomUUID().toString());
    deeds.carryOut(
        "Run " + facts.name(),
        () ->
            facts.name()
                + ": Started run "
                + session.client().changes(once).run(facts.id(), request).runId());
  }

  /** Pause or resume, whichever changes something for the first of them: {@code p}. */
  public void askPauseOrResume(List<TopologyRow> rows) {
    if (rows.isEmpty() || deeds.refuses(Role.OPERATOR)) {
      return;
    }
    boolean resume = rows.stream().allMatch(row -> row.facts().look() == Look.PAUSED);
    if (rows.size() > 1) {
      askBulk(resume ? Bulk.UNPAUSE : Bulk.PAUSE, rows, Map.of());
      return;
    }
    TopologyFacts facts = rows.getFirst().facts();
    if (resume) {
      dialogs.ask(
          Question.of(
              "Resume " + facts.name() + "?",
              List.of("It fires again from its next fire time on."),
              "Undo: pause it again.",
              "Resume",
              () -> resume(facts)));
    } else if (facts.look() != Look.DELETED) {
      dialogs.ask(
          new Question(
              "Pause " + facts.name() + "?",
              List.of("It does not fire until it is resumed.", "Runs under way go on."),
              "Undo: resume it.",
              "Pause",
              Care.OFFERED.asking("Resume by itself after, such as 2h or 3d"),
              answer -> pause(facts, answer)));
    }
  }

  private void resume(TopologyFacts facts) {
    String id = facts.id();
    deeds.carryOut(
        "Resume " + facts.name(),
        () -> {
          session.client().unpause(id);
          return facts.name() + ": Resumed";
        },
        Optional.of(
            new Deeds.Undo(
                "Pause " + facts.name(),
                () -> {
                  session.client().pause(id);
                  return facts.name() + ": Paused again";
                })),
        _ -> {});
  }

  private void pause(TopologyFacts facts, Question.Answer answer) {
    Instant until = null;
    if (!answer.field().isBlank()) {
      try {
        until = clock.instant().plus(Durations.parse(answer.field().strip()));
      } catch (IllegalArgumentException e) {
        deeds.problemProperty().set("Pause " + facts.name() + ": " + e.getMessage());
        return;
      }
    }
    PauseRequest request = new PauseRequest(text(answer.reason()), until);
    String id = facts.id();
    deeds.carryOut(
        "Pause " + facts.name(),
        () -> {
          session.client().changes().pause(id, request);
          return facts.name() + ": Paused";
        },
        Optional.of(
            new Deeds.Undo(
                "Resume " + facts.name(),
                () -> {
                  session.client().unpause(id);
                  return facts.name() + ": Resumed again";
                })),
        _ -> {});
  }

  /** Delete: {@code Del}. */
  public void askDelete(List<TopologyRow> rows) {
    if (!rows.isEmpty() && !deeds.refuses(Role.READ_WRITE)) {
      askBulk(Bulk.DELETE, rows, Map.of());
    }
  }

  /** Sets or removes labels. */
  public void askLabel(List<TopologyRow> rows) {
    if (rows.isEmpty() || deeds.refuses(Role.READ_WRITE)) {
      return;
    }
    dialogs.ask(
        new Question(
            "Label " + objects(rows.size()) + "?",
            List.of("Name=value sets a label, -name takes it away; several apart by blanks."),
            "The next step shows what would change.",
            "Continue",
            Care.NONE.asking("Labels, such as env=prod -team"),
            answer -> labels(rows, answer.field())));
  }

  private void labels(List<TopologyRow> rows, String text) {
    Map<String, @Nullable String> labels = new LinkedHashMap<>();
    for (String word : text.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (word.startsWith("-") && word.length() > 1) {
        labels.put(word.substring(1), null);
      } else if (equals > 0) {
        labels.put(word.substring(0, equals), word.substring(equals + 1));
      } else {
        deeds.problemProperty().set("Label: " + word + " is neither name=value nor -name");
        return;
      }
    }
    askBulk(Bulk.LABEL, rows, labels);
  }

  /** Asks the server first what would happen, and the operator then. */
  private void askBulk(Bulk bulk, List<TopologyRow> rows, Map<String, @Nullable String> labels) {
    List<String> ids = rows.stream().map(TopologyRow::id).toList();
    BulkRequest dry = request(bulk, ids, labels, null, true);
    deeds.doneProperty().set("Asking what would happen …");
    runner.run(
        () -> session.client().changes().bulk(dry),
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
            lines(bulk, dry),
            bulk.footer,
            bulk.verb,
            new Care(red, Question.Reason.OFFERED, typed, List.of(), ""),
            answer -> carryOut(bulk, changed, labels, answer)));
  }

  private void carryOut(
      Bulk bulk, List<String> ids, Map<String, @Nullable String> labels, Question.Answer answer) {
    BulkRequest real = request(bulk, ids, labels, text(answer.reason()), false);
    Terms once = Terms.once(UUID.randomUUID().toString());
    Optional<Deeds.Undo> undo =
        switch (bulk) {
          case PAUSE -> Optional.of(undo("Resume " + objects(ids.size()), Bulk.UNPAUSE, ids));
          case UNPAUSE -> Optional.of(undo("Pause " + objects(ids.size()), Bulk.PAUSE, ids));
          case RUN, DELETE, LABEL -> Optional.empty();
        };
    deeds.carryOut(
        bulk.verb + " " + objects(ids.size()),
        () -> told(bulk, session.client().changes(once).bulk(real)),
        undo,
        _ -> {});
  }

  private Deeds.Undo undo(String words, Bulk back, List<String> ids) {
    return new Deeds.Undo(
        words,
        () ->
            told(back, session.client().changes().bulk(request(back, ids, Map.of(), null, false))));
  }

  private static String told(Bulk bulk, BulkAnswer answer) {
    long bad = answer.results().stream().filter(result -> !result.ok()).count();
    String good = bulk.verb + ": " + objects(answer.results().size() - (int) bad);
    return bad == 0 ? good : good + " done, %,d not. %s".formatted(bad, first(answer));
  }

  private static String first(BulkAnswer answer) {
    return answer.results().stream()
        .filter(result -> !result.ok() && result.message() != null)
        .findFirst()
        .map(result -> Plain.line(result.id() + ": " + result.message()))
        .orElse("They are so already.");
  }

  private static List<String> lines(Bulk bulk, BulkAnswer dry) {
    List<String> lines = new ArrayList<>();
    List<BulkAnswer.Result> sorted = new ArrayList<>(dry.results());
    sorted.sort((a, b) -> Boolean.compare(a.ok() && a.changed(), b.ok() && b.changed()));
    for (BulkAnswer.Result result : sorted) {
      if (lines.size() == MOST_LINES) {
        lines.add("… and %,d more".formatted(sorted.size() - MOST_LINES));
        break;
      }
      String message = result.message() == null ? "" : ": " + result.message();
      String what = result.ok() ? result.changed() ? "" : " stays as it is" : " cannot be done";
      lines.add(Plain.line(result.id() + what + message));
    }
    if (bulk == Bulk.DELETE) {
      lines.add("What runs of them is killed; their history goes with them.");
    } else if (bulk == Bulk.PAUSE) {
      lines.add("Runs under way go on.");
    }
    return lines;
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

  private static String objects(int count) {
    return count == 1 ? "1 topology" : "%,d topologies".formatted(count);
  }

  private static @Nullable String text(String given) {
    return given.isBlank() ? null : given.strip();
  }

  /** {@code A=1 B=2} as a map; nothing if it is not of that form. */
  static Optional<Map<String, String>> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : text.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        pairs.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (!word.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(pairs);
  }
}
