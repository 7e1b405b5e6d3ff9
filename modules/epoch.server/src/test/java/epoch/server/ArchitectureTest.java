package epoch.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of one module, which module descriptors cannot express. */
class ArchitectureTest {
  /** What puts the parts together: the root package, the commands, and what standalone adds. */
  private static final String[] WIRING = {
    "epoch.server", "epoch.server.command", "epoch.server.standalone"
  };

  // From the directory: on the module path there is no class path to scan.
  private static final JavaClasses SERVER =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void no_package_takes_part_in_a_cycle() {
    check(slices().matching("epoch.server.(*)..").should().beFreeOfCycles());
  }

  @Test
  void nothing_knows_the_wiring() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(WIRING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WIRING));
  }

  @Test
  void only_the_wiring_knows_http() {
    check(onlyUsedBy("epoch.server.http..", "epoch.server.http.."));
  }

  @Test
  void only_what_writes_the_store_knows_zookeeper() {
    check(
        onlyUsedBy(
            "epoch.server.store.zookeeper..",
            "epoch.server.store..",
            "epoch.server.audit..",
            "epoch.server.calendar..",
            "epoch.server.leader..",
            "epoch.server.schedule..",
            "epoch.server.retention..",
            "epoch.server.run..",
            "epoch.server.doctor..",
            "epoch.server.topology..",
            "epoch.server.work.."));
  }

  @Test
  void timers_know_the_language_and_quartz() {
    check(
        classes()
            .that()
            .resideInAPackage("epoch.server.timer..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "epoch.server.timer..",
                "epoch.api..",
                "org.quartz..",
                "java..",
                "org.slf4j..",
                "org.jspecify.."));
  }

  @Test
  void only_timers_know_quartz() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("epoch.server.timer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.quartz.."));
  }

  @Test
  void drove_is_a_client_of_the_language_alone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("epoch.server.drove..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("epoch..")
                    .and(not(resideInAnyPackage("epoch.server.drove..", "epoch.api..")))));
  }

  @Test
  void the_local_drove_is_known_to_the_wiring_alone() {
    check(onlyUsedBy("epoch.server.drove.local..", "epoch.server.drove.local.."));
  }

  @Test
  void the_time_of_day_is_injected() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "epoch.server",
                "epoch.server.command",
                "epoch.server.standalone",
                "epoch.server.drove.local..")
            .should()
            .callMethodWhere(asksTheMachineForTheTime()));
  }

  /** By these and by the wiring. */
  private static ArchRule onlyUsedBy(String used, String... users) {
    return noClasses()
        .that(not(resideInAnyPackage(users)).and(not(resideInAnyPackage(WIRING))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(used);
  }

  private static DescribedPredicate<JavaMethodCall> asksTheMachineForTheTime() {
    Set<String> clocks = Set.of("java.time.Clock", "java.time.InstantSource");
    return describe(
        "the machine's clock",
        call -> {
          JavaClass owner = call.getTargetOwner();
          String method = call.getTarget().getName();
          return (owner.isEquivalentTo(System.class) && method.equals("currentTimeMillis"))
              || (clocks.contains(owner.getName()) && method.startsWith("system"))
              || (owner.getPackageName().equals("java.time")
                  && method.equals("now")
                  && call.getTarget().getRawParameterTypes().isEmpty());
        });
  }

  /** A package that is not there yet breaks no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(SERVER);
  }
}
