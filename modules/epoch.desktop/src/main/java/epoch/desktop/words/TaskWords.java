package epoch.desktop.words;

import epoch.api.container.CommandExecutable;
import epoch.api.container.DockerExecutable;
import epoch.api.container.Executable;
import epoch.api.container.UnknownExecutable;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.UnknownTask;

/** What a topology runs, in one line. */
public final class TaskWords {

  private TaskWords() {}

  /** Such as {@code registry/team/job:1.2 · 2 CPU · 512 MB}, or {@code 3 tasks, all in order}. */
  public static String of(Task task) {
    return switch (task) {
      case ContainerTask container ->
          executable(container.executable())
              + amount(container.cpus(), " CPU")
              + amount(container.memoryInMB(), " MB");
      case CompositeTask composite -> composite(composite);
      case UnknownTask unknown ->
          unknown.type().isEmpty() ? "No task" : "Task of type " + Plain.line(unknown.type());
    };
  }

  private static String composite(CompositeTask composite) {
    int count = composite.containers().size();
    String how =
        composite.compositionType() == CompositionType.ANY
            ? "until one succeeds"
            : "one after the other";
    return count == 1 ? of(composite.containers().getFirst()) : count + " tasks, " + how;
  }

  private static String executable(Executable executable) {
    return switch (executable) {
      case DockerExecutable docker -> Plain.line(docker.url());
      case CommandExecutable command -> Plain.line(String.join(" ", command.command()));
      case UnknownExecutable _ -> "Unknown executable";
    };
  }

  private static String amount(long number, String unit) {
    return number == 0 ? "" : " · " + number + unit;
  }
}
