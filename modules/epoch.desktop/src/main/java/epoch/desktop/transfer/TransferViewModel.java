package epoch.desktop.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.client.Terms;
import epoch.api.json.Json;
import epoch.api.json.JsonFaults;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportMode;
import epoch.api.rest.Role;
import epoch.api.rest.TopologyFilter;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Brings topologies in from a file, and takes them out into one. */
public final class TransferViewModel {

  private static final int MOST_LINES = 14;
  private static final List<String> MODES =
      List.of(
          "UPSERT: new ones are created, existing ones are changed",
          "CREATE: new ones are created, existing ones are refused");
  private static final String PAUSED = "; new ones are paused at first";

  private final Session session;
  private final Runner runner;
  private final Dialogs dialogs;
  private final Deeds deeds;

  /** Makes it. */
  public TransferViewModel(Session session, Runner runner, Dialogs dialogs, Deeds deeds) {
    this.session = session;
    this.runner = runner;
    this.dialogs = dialogs;
    this.deeds = deeds;
  }

  /** Reads a file and asks what to do with it. */
  public void bringIn(Path file) {
    if (deeds.refuses(Role.READ_WRITE)) {
      return;
    }
    runner.run(
        () -> read(file),
        document -> askHow(file, document),
        failure -> deeds.problemProperty().set("Import: " + Reason.of(failure)));
  }

  private static JsonNode read(Path file) throws IOException {
    try {
      return Json.read(Files.readAllBytes(file), JsonNode.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file.getFileName() + " is no JSON: " + JsonFaults.explain(e), e);
    }
  }

  private void askHow(Path file, JsonNode document) {
    List<String> choices = new ArrayList<>(MODES);
    MODES.forEach(mode -> choices.add(mode + PAUSED));
    dialogs.ask(
        new Question(
            "Import " + Plain.line("" + file.getFileName()) + "?",
            List.of("The next step shows what would change; nothing is changed before."),
            "",
            "Continue",
            Care.NONE.choosing(choices),
            answer -> {
              ImportMode mode =
                  ImportMode.valueOf(answer.choice().substring(0, answer.choice().indexOf(':')));
              dryRun(document, mode, answer.choice().endsWith(PAUSED));
            }));
  }

  private void dryRun(JsonNode document, ImportMode mode, boolean paused) {
    deeds.doneProperty().set("Asking what would change …");
    runner.run(
        () -> session.client().changes().importAll(document, mode, paused, true, null),
        answer -> {
          deeds.doneProperty().set("");
          confirm(document, mode, paused, answer);
        },
        failure -> {
          deeds.doneProperty().set("");
          deeds.refused(failure);
          deeds.problemProperty().set("Import: " + Reason.of(failure));
        });
  }

  private void confirm(JsonNode document, ImportMode mode, boolean paused, ImportAnswer dry) {
    long changes =
        dry.results().stream()
            .filter(it ->
                it.action() == ImportAnswer.Action.CREATE
                    || it.action() == ImportAnswer.Action.UPDATE)
            .count();
    if (changes == 0) {
      deeds.problemProperty().set("Import: nothing would change. " + String.join("; ", lines(dry)));
      return;
    }
    Terms once = Terms.once(UUID.randomUUID().toString());
    dialogs.ask(
        new Question(
            "Import %,d of %,d topologies?".formatted(changes, dry.results().size()),
            lines(dry),
            "Undo: restore the revisions before; delete what is new.",
            "Import",
            Care.NONE,
            _ ->
                deeds.carryOut(
                    "Import",
                    () -> {
                      ImportAnswer done =
                          session
                              .client()
                              .changes(once)
                              .importAll(document, mode, paused, false, null);
                      return "Imported: " + summary(done);
                    })));
  }

  static List<String> lines(ImportAnswer dry) {
    List<String> lines = new ArrayList<>();
    lines.add(summary(dry));
    for (ImportAnswer.Result result : dry.results()) {
      if (result.action() == ImportAnswer.Action.UNCHANGED) {
        continue;
      }
      if (lines.size() == MOST_LINES) {
        lines.add("… and more");
        break;
      }
      lines.add(Plain.line(line(result)));
    }
    return lines;
  }

  private static String line(ImportAnswer.Result result) {
    return switch (result.action()) {
      case CREATE -> result.id() + " is new";
      case UPDATE ->
          result.id()
              + ": "
              + String.join(
                  "; ",
                  result.difference().stream()
                      .map(each -> each.path() + " " + each.before() + " → " + each.after())
                      .toList());
      case UNCHANGED -> result.id() + " stays as it is";
      case DELETE -> result.id() + " is deleted";
      case REFUSED -> result.id() + " is refused: " + String.join("; ", result.problems());
    };
  }

  private static String summary(ImportAnswer answer) {
    StringBuilder words = new StringBuilder();
    for (ImportAnswer.Action action : ImportAnswer.Action.values()) {
      long count = answer.results().stream().filter(it -> it.action() == action).count();
      if (count > 0) {
        words.append(words.isEmpty() ? "" : ", ").append("%,d %s".formatted(count, word(action)));
      }
    }
    return words.isEmpty() ? "nothing" : words.toString();
  }

  private static String word(ImportAnswer.Action action) {
    return switch (action) {
      case CREATE -> "created";
      case UPDATE -> "changed";
      case UNCHANGED -> "unchanged";
      case DELETE -> "deleted";
      case REFUSED -> "refused";
    };
  }

  /** Writes topologies into a file: those of the ids, or all if none is named. */
  public void takeOut(Path file, List<String> ids) {
    Set<String> wanted = new HashSet<>(ids);
    deeds.doneProperty().set("Exporting …");
    runner.run(
        () -> {
          ExportDocument all = session.client().changes().export(TopologyFilter.ALL);
          List<ExportDocument.Item> chosen =
              all.topologies().stream()
                  .filter(item -> wanted.isEmpty() || wanted.contains(item.topology().name()))
                  .toList();
          Files.writeString(
              file, Json.pretty(new ExportDocument(all.version(), all.exported(), chosen)));
          return chosen.size();
        },
        count -> deeds.doneProperty().set("Exported %,d topologies to %s".formatted(count, file)),
        failure -> {
          deeds.doneProperty().set("");
          deeds.problemProperty().set("Export: " + Reason.of(failure));
        });
  }
}
