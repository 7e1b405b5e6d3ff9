package epoch.server.command;

import epoch.server.doctor.Doctor;
import epoch.server.doctor.Finding;
import epoch.server.doctor.Finding.Weight;
import epoch.server.store.zookeeper.Visit;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code epoch doctor --zk HOST:PORT}. */
@Command(
    name = "doctor",
    description = {
      "Looks through an installation of Epoch, of 1.14 or this version, and tells what to know"
          + " before moving it, or back. Writes nothing.",
      "Exit status: 0 nothing to mend, 1 could not look, 3 something to mend or decide first."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DoctorCommand implements Callable<Integer> {
  private static final int SOMETHING_TO_MEND = 3;
  private static final int SHOWN = 50;

  @Mixin private ZooKeeperOptions zooKeeper = new ZooKeeperOptions();

  @Option(
      names = "--zone",
      defaultValue = "UTC",
      description = "The time zone in which 1.14 runs (default: ${DEFAULT-VALUE}).")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(names = "--drove", paramLabel = "URL", description = "The Drove it works on.")
  private @Nullable String drove;

  @Option(names = "--drove-user", description = "A user there.")
  private @Nullable String user;

  @Option(
      names = "--drove-password",
      defaultValue = "${env:DROVE_PASSWORD}",
      description = "That user's password (default: DROVE_PASSWORD of the environment).")
  private @Nullable String password;

  @Option(
      names = "--app",
      paramLabel = "NAME",
      defaultValue = "${env:DROVE_APP_NAME:-epoch}",
      description = "Epoch's app name there (default: ${DEFAULT-VALUE}).")
  private String app = "epoch";

  @Option(names = "--all", description = "Shows more than " + SHOWN + " findings of one kind.")
  private boolean all;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var findings = new ArrayList<Finding>();
    Clock clock = Clock.systemUTC();
    try (Visit visit = zooKeeper.visit()) {
      findings.addAll(Doctor.examine(visit.session(), zooKeeper.paths(), clock.instant(), zone));
    }
    if (drove != null) {
      findings.add(Doctor.app(drove, user, password, app));
    }
    print(findings);
    return findings.stream().anyMatch(finding -> finding.weight() == Weight.PROBLEM)
        ? SOMETHING_TO_MEND
        : 0;
  }

  private void print(List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Installation " + zooKeeper.inWords());
    for (Weight weight : List.of(Weight.FACT, Weight.PROBLEM, Weight.NOTE)) {
      Map<String, List<Finding>> bySubject = new LinkedHashMap<>();
      findings.stream()
          .filter(finding -> finding.weight() == weight)
          .forEach(finding ->
              bySubject.computeIfAbsent(finding.subject(), none -> new ArrayList<>()).add(finding));
      bySubject.forEach((subject, some) -> {
        int shown = all ? some.size() : Math.min(SHOWN, some.size());
        some.subList(0, shown)
            .forEach(finding -> out.printf("%-8s %-22s %s%n", weight, subject, finding.text()));
        if (shown < some.size()) {
          out.printf("%-8s %-22s and %d more%n", weight, subject, some.size() - shown);
        }
      });
    }
    if (drove == null) {
      out.println("Whether Drove knows the application was not asked: give --drove URL.");
    }
    out.flush();
  }
}
