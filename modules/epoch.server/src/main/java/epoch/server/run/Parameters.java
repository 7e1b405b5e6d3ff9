package epoch.server.run;

import epoch.api.run.RunParameters;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.api.topology.UnknownTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A topology as a run with parameters walks it. */
final class Parameters {
  private Parameters() {}

  static Topology apply(Topology topology, @Nullable RunParameters parameters) {
    return parameters == null ? topology : topology.withTask(apply(topology.task(), parameters));
  }

  private static Task apply(Task task, RunParameters parameters) {
    return switch (task) {
      case ContainerTask container -> apply(container, parameters);
      case CompositeTask composite ->
          composite.withTasks(
              composite.tasks().stream().map(part -> apply(part, parameters)).toList());
      case UnknownTask unknown -> unknown;
    };
  }

  private static ContainerTask apply(ContainerTask task, RunParameters parameters) {
    Map<String, String> env = task.env();
    if (parameters.env() != null) {
      var merged = new LinkedHashMap<>(Objects.requireNonNullElse(env, Map.of()));
      merged.putAll(parameters.env());
      env = merged;
    }
    ContainerTask changed = task.with(task.executable(), task.resources(), task.volumes(), env);
    return parameters.args() == null ? changed : changed.withArgs(parameters.args());
  }
}
