package epoch.desktop.topologies;

import epoch.api.client.Terms;
import epoch.api.json.Durations;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.Role;
import epoch.api.rest.RunRequest;
import epoch.desktop.cluster.Deeds;
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

  /** The type of topologies that are one container; only those take other arguments. */
  private static final String CONTAINER = "CONTAINER_EXECUTION";

  private final Session session;
  private final InstantSource clock;
  private final Dialogs dialogs;
  private final Deeds deeds;
  private final BulkActions bulk;

  /** The last run that was asked for and is not known to have begun. */
  private Optional<Refused> refused = Optional.empty();

  private record Refused(String id, Question.Answer said) {}

  /** Makes it. */
  public ActionsViewModel(
      Session session, Runner runner, InstantSource clock, Dialogs dialogs, Deeds deeds) {
    this.session = session;
    this.clock = clock;
    this.dialogs = dialogs;
    this.deeds = deeds;
    this.bulk = new BulkActions(session, runner, dialogs, deeds);
  }

  /** Run: {@code r}. */
  public void askRun(List<TopologyRow> rows) {
    if (rows.isEmpty() || deeds.refuses(Role.OPERATOR)) {
      return;
    }
    if (rows.size() > 1) {
      bulk.ask(BulkActions.Bulk.RUN, rows, Map.of());
      return;
    }
    TopologyFacts facts = rows.getFirst().facts();
    List<String> lines = new ArrayList<>();
    lines.add(
        "One run starts at once"
            + (facts.look() == Look.PAUSED ? ", although it is paused." : "."));
    lines.add(facts.look() == Look.PAUSED ? "It stays paused." : "Its schedule stays as it is.");
    Care care = Care.OFFERED.choosing(RunParameters.OVERLAPS);
    if (deeds.may(Role.READ_WRITE).get()) {
      care =
          CONTAINER.equals(facts.says().type())
              ? care.asking(RunParameters.ENVIRONMENT, RunParameters.ARGUMENTS)
              : care.asking(RunParameters.ENVIRONMENT);
    }
    dialogs.ask(
        new Question(
            "Run " + facts.name() + "?",
            lines,
            "Cannot be undone; a run can be killed.",
            "Run",
            care.saying(unsaid(facts.id())).checked(understood(ActionsViewModel::request)),
            answer -> run(facts, answer)));
  }

  /** What was said for a run of that topology that did not come to be, so that it is said again. */
  private Question.Answer unsaid(String id) {
    return refused
        .filter(it -> it.id().equals(id))
        .map(Refused::said)
        .orElse(Question.Answer.NOTHING);
  }

  /** Anything that makes sense of an answer, or says why it has none. */
  private interface Reading {
    Object of(Question.Answer answer);
  }

  private static Question.Check understood(Reading reading) {
    return answer -> {
      try {
        var _ = reading.of(answer);
        return "";
      } catch (IllegalArgumentException e) {
        return "" + e.getMessage();
      }
    };
  }

  private static RunRequest request(Question.Answer answer) {
    return RunParameters.request(
        answer.field(0), answer.field(1), answer.choice(), text(answer.reason()));
  }

  private void run(TopologyFacts facts, Question.Answer answer) {
    RunRequest request = request(answer);
    refused = Optional.of(new Refused(facts.id(), answer));
    // The key makes sure that a run asked for once starts once, whatever becomes of the answer.
    Terms once = Terms.once(UUID.randomUUID().toString());
    deeds.carryOut(
        "Run " + facts.name(),
        () ->
            facts.name()
                + ": Started run "
                + session.client().changes(once).run(facts.id(), request).runId(),
        Optional.empty(),
        _ -> refused = Optional.empty());
  }

  /** Pause or resume, whichever changes something for the first of them: {@code p}. */
  public void askPauseOrResume(List<TopologyRow> rows) {
    if (rows.isEmpty() || deeds.refuses(Role.OPERATOR)) {
      return;
    }
    boolean resume = rows.stream().allMatch(row -> row.facts().look() == Look.PAUSED);
    if (rows.size() > 1) {
      bulk.ask(resume ? BulkActions.Bulk.UNPAUSE : BulkActions.Bulk.PAUSE, rows, Map.of());
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
              Care.OFFERED
                  .asking("Resume by itself after, such as 2h or 3d")
                  .checked(understood(this::until)),
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

  private Optional<Instant> until(Question.Answer answer) {
    String length = answer.field(0).strip();
    return length.isEmpty()
        ? Optional.empty()
        : Optional.of(clock.instant().plus(Durations.parse(length)));
  }

  private void pause(TopologyFacts facts, Question.Answer answer) {
    PauseRequest request = new PauseRequest(text(answer.reason()), until(answer).orElse(null));
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
      bulk.ask(BulkActions.Bulk.DELETE, rows, Map.of());
    }
  }

  /** Sets or removes labels. */
  public void askLabel(List<TopologyRow> rows) {
    if (rows.isEmpty() || deeds.refuses(Role.READ_WRITE)) {
      return;
    }
    dialogs.ask(
        new Question(
            "Label " + BulkActions.objects(rows.size()) + "?",
            List.of("Name=value sets a label, -name takes it away; several apart by blanks."),
            "The next step shows what would change.",
            "Continue",
            Care.NONE
                .asking("Labels, such as env=prod -team")
                .checked(understood(answer -> labels(answer.field(0)))),
            answer -> bulk.ask(BulkActions.Bulk.LABEL, rows, labels(answer.field(0)))));
  }

  private static Map<String, @Nullable String> labels(String text) {
    Map<String, @Nullable String> labels = new LinkedHashMap<>();
    for (String word : text.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (word.startsWith("-") && word.length() > 1) {
        labels.put(word.substring(1), null);
      } else if (equals > 0) {
        labels.put(word.substring(0, equals), word.substring(equals + 1));
      } else {
        throw new IllegalArgumentException(
            word.isEmpty()
                ? "Name a label"
                : "“" + Plain.line(word) + "” is neither name=value nor -name");
      }
    }
    return labels;
  }

  /** Makes what a topology said in an earlier revision its newest. */
  public void askRestore(String id, int revision) {
    if (deeds.refuses(Role.READ_WRITE)) {
      return;
    }
    dialogs.ask(
        Question.of(
            "Restore revision %d of %s?".formatted(revision, Plain.line(id)),
            List.of(
                "What it said then becomes its newest revision.", "Its schedule goes on from now."),
            "Undo: restore the revision that is current now.",
            "Restore",
            () ->
                deeds.carryOut(
                    "Restore " + Plain.line(id),
                    () -> {
                      var _ = session.client().changes().restore(id, revision);
                      return Plain.line(id) + ": Restored revision " + revision;
                    })));
  }

  private static @Nullable String text(String given) {
    return given.isBlank() ? null : given.strip();
  }
}
