package epoch.server.drove.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Starts and ends processes that may outlive this JVM.
 *
 * <p>A small shell wrapper stands above each command, in a session of its own. It writes who it is
 * before it starts the command and the exit code after, so that a later JVM can find the one and
 * read the other. It survives TERM, so that the exit code of a command that is told to stop gets
 * written too. Its variables have names that no task uses, because the shell passes on what it
 * inherits.
 */
final class ProcessRunner {
  private static final String WRAPPER =
      """
      trap : TERM INT HUP
      _edw_dir=$1
      _edw_mv=$2
      shift 2
      _edw_stat=
      _edw_boot=
      { read -r _edw_stat < /proc/$$/stat; read -r _edw_boot < /proc/sys/kernel/random/boot_id; } 2>/dev/null
      printf '%s\\n%s\\n%s\\nend\\n' "$$" "$_edw_stat" "$_edw_boot" > "$_edw_dir/pid" || exit 125
      "$@"
      _edw_code=$?
      printf '%s\\n' "$_edw_code" > "$_edw_dir/exit.tmp" && "$_edw_mv" -f "$_edw_dir/exit.tmp" "$_edw_dir/exit"
      kill -TERM -$$ 2>/dev/null
      exit "$_edw_code"
      """;

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final String mv = find("mv").orElse("mv");
  private final Optional<String> setsid = find("setsid");

  private static Optional<String> find(String tool) {
    return Stream.of(PATH.split(":", -1))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** The little that a command finds in its environment besides what its spec says. */
  static Map<String, String> minimalEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", PATH);
    environment.put("HOME", System.getProperty("user.home"));
    environment.put("LANG", "C.UTF-8");
    return environment;
  }

  /**
   * Starts a command; its output is appended to the folder's log.
   *
   * @throws IOException the process could not be started
   */
  Process start(TaskFolder folder, List<String> command, Map<String, String> environment)
      throws IOException {
    List<String> line = new ArrayList<>();
    setsid.ifPresent(line::add);
    line.addAll(List.of("/bin/sh", "-c", WRAPPER, "epoch-task", folder.path().toString(), mv));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.directory(folder.work().toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.output().toFile()));
    builder.environment().clear();
    try {
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot start: " + e.getMessage(), e);
    }
  }

  /** Asks everything that a task started to stop. */
  void terminate(long pid) {
    tree(pid).forEach(ProcessHandle::destroy);
  }

  /** Ends everything that a task started, and what that started meanwhile. */
  void kill(long pid) {
    for (int round = 0; round < 5; round++) {
      Set<ProcessHandle> tree = tree(pid);
      if (tree.isEmpty()) {
        return;
      }
      tree.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * The wrapper, what descends from it, and what is left in its session after its parent has gone.
   */
  private static Set<ProcessHandle> tree(long pid) {
    Set<ProcessHandle> tree = new LinkedHashSet<>();
    ProcessHandle.of(pid)
        .ifPresent(top -> {
          tree.add(top);
          top.descendants().forEach(tree::add);
        });
    ProcessHandle.allProcesses()
        .filter(handle ->
            ProcessMark.Stat.of(handle.pid())
                .filter(stat -> stat.session() == pid && stat.lives())
                .isPresent())
        .forEach(tree::add);
    tree.removeIf(handle -> !handle.isAlive() || handle.pid() == ProcessHandle.current().pid());
    return tree;
  }
}
