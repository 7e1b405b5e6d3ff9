package epoch.desktop.transfer;

import epoch.api.client.Terms;
import epoch.api.client.Written;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportMode;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Identity;
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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings topologies in from a file, and takes them out into one. */
public final class TransferViewModel {

  private static final int MANY = 20;

  /** More than any server takes at once. */
  private static final long LARGEST = 64L * 1024 * 1024;

  private static final List<String> MODES =
      List.of(
          "UPSERT: new ones are created, existing ones are changed",
          "CREATE: new ones are created, existing ones are refused",
          "SYNC: as UPSERT, and what carries the label but is not in the file is deleted");
  private static final String PAUSED = "; new ones are paused at first";
  private static final String LABEL =
      "For SYNC: the label of what may be deleted, such as managed-by=git";

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

  /**
   * What is asked of the server.
   *
   * @param document the file
   * @param mode what becomes of topologies that exist
   * @param paused whether new ones are made paused
   * @param label of what may be deleted; absent if nothing may
   */
  private record Wish(Written document, ImportMode mode, boolean paused, @Nullable String label) {}

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

  private static Written read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file.getFileName() + " is no file");
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(file.getFileName() + " is larger than any server takes");
    }
    byte[] text = Files.readAllBytes(file);
    return ExportFile.isYaml(file) ? Written.yaml(text) : Written.json(text);
  }

  private void askHow(Path file, Written document) {
    List<String> choices = new ArrayList<>(MODES);
    MODES.forEach(mode -> choices.add(mode + PAUSED));
    dialogs.ask(
        new Question(
            "Import " + Plain.line("" + file.getFileName()) + "?",
            List.of("The next step shows what would change; nothing is changed before."),
            "",
            "Continue",
            Care.NONE.choosing(choices).asking(LABEL).checked(TransferViewModel::problem),
            answer ->
                dryRun(
                    new Wish(
                        document,
                        mode(answer),
                        answer.choice().endsWith(PAUSED),
                        mode(answer) == ImportMode.SYNC ? answer.field(0).strip() : null))));
  }

  private static String problem(Question.Answer answer) {
    return mode(answer) == ImportMode.SYNC && answer.field(0).isBlank()
        ? "SYNC needs the label by which it knows what it may delete"
        : "";
  }

  private static ImportMode mode(Question.Answer answer) {
    return ImportMode.valueOf(answer.choice().substring(0, answer.choice().indexOf(':')));
  }

  private ImportAnswer send(Wish wish, boolean dry, Terms terms) throws IOException {
    return session
        .client()
        .changes(terms)
        .importAll(wish.document(), wish.mode(), wish.paused(), dry, wish.label());
  }

  private void dryRun(Wish wish) {
    deeds.doneProperty().set("Asking what would change …");
    runner.run(
        () -> send(wish, true, Terms.NONE),
        answer -> {
          deeds.doneProperty().set("");
          confirm(wish, answer);
        },
        failure -> {
          deeds.doneProperty().set("");
          deeds.refused(failure);
          deeds.problemProperty().set("Import: " + Reason.of(failure));
        });
  }

  private void confirm(Wish wish, ImportAnswer dry) {
    long changes =
        dry.results().stream()
            .filter(it -> it.action() != Action.UNCHANGED && it.action() != Action.REFUSED)
            .count();
    if (changes == 0) {
      String refused = ImportWords.refused(dry);
      deeds
          .problemProperty()
          .set("Import: nothing would change" + (refused.isEmpty() ? "." : ". " + refused));
      return;
    }
    long deleted = ImportWords.count(dry, Action.DELETE);
    boolean typed =
        deleted > 0 && (deleted > MANY || session.connection().identity() == Identity.PRODUCTION);
    Terms once = Terms.once(UUID.randomUUID().toString());
    dialogs.ask(
        new Question(
            "Import %,d of %,d %s?"
                .formatted(changes, dry.results().size(), ImportWords.things(dry)),
            List.of("What would happen: " + ImportWords.summary(dry)),
            ImportWords.lines(dry),
            deleted > 0
                ? "What is deleted cannot be brought back; revisions before can be restored."
                : "Undo: restore the revisions before; delete what is new.",
            "Import",
            deleted > 0
                ? Care.red(Question.Reason.NONE, typed ? session.connection().name() : "")
                : Care.NONE,
            _ -> deeds.carryOut("Import", () -> told(send(wish, false, once)))));
  }

  private static String told(ImportAnswer done) {
    String refused = ImportWords.refused(done);
    return "Import: " + ImportWords.summary(done) + (refused.isEmpty() ? "" : ". " + refused);
  }

  /**
   * Writes topologies into a file: those of the ids, or all if none is named; as YAML if the name
   * of the file says so, otherwise as JSON.
   */
  public void takeOut(Path file, List<String> ids) {
    deeds.doneProperty().set("Exporting …");
    runner.run(
        () -> ExportFile.write(file, session.client().changes(), Set.copyOf(ids)),
        done -> deeds.doneProperty().set(done),
        failure -> {
          deeds.doneProperty().set("");
          deeds.problemProperty().set("Export: " + Reason.of(failure));
        });
  }
}
