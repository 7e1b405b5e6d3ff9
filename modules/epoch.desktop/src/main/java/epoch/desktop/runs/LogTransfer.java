package epoch.desktop.runs;

import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Reason;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes a log out of the console: as a file, or as a link for somebody else. */
final class LogTransfer {

  private final Runner runner;
  private final Deeds deeds;
  private final Function<String, Optional<Path>> choose;

  /**
   * Makes it.
   *
   * @param choose lets the operator choose where to write what is called that
   */
  LogTransfer(Runner runner, Deeds deeds, Function<String, Optional<Path>> choose) {
    this.runner = runner;
    this.deeds = deeds;
    this.choose = choose;
  }

  /** Writes the whole log into a file. */
  void save(LogFile log) {
    Optional<Path> file =
        choose.apply((log.task() + "-" + log.name()).replaceAll("[^A-Za-z0-9._-]", "_"));
    if (file.isPresent()) {
      deeds.doneProperty().set("Saving " + Plain.line(log.name()) + " …");
      runner.run(
          () -> log.save(file.get()),
          size -> deeds.doneProperty().set("Saved %,d bytes to %s".formatted(size, file.get())),
          failure -> {
            deeds.doneProperty().set("");
            deeds.problemProperty().set("Save the log: " + Reason.of(failure));
          });
    }
  }

  /** Asks for the link under which others see the log. */
  void link(LogFile log, Consumer<String> then) {
    runner.run(
        log::link,
        link -> {
          then.accept(link);
          deeds.doneProperty().set("Copied " + Plain.line(link));
        },
        failure -> deeds.problemProperty().set("Link to the log: " + Reason.of(failure)));
  }
}
