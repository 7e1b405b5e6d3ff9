package epoch.api.validation;

import epoch.api.json.Json;
import epoch.api.rest.RunRequest;
import epoch.api.rest.SimpleTopology;
import epoch.api.topology.Topology;
import epoch.api.topology.Trigger;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what an operator sends, before anything is stored, and answers all that is wrong with it
 * at once. What passes can be run: Drove itself accepts bad image references, missing memory and
 * much else.
 *
 * <p>Immutable; safe for use by several threads if the {@link CronCheck} is.
 */
public final class TopologyValidator {

  /** How large a topology may be as JSON, in bytes. */
  public static final int LARGEST = 256 * 1024;

  private final ScheduleRules schedules;
  private final ContainerRules containers;
  private final LegacyRules legacy;
  private final Predicate<String> calendarExists;

  /**
   * Makes a validator.
   *
   * @param cron judges cron expressions
   * @param commandsAllowed whether {@code COMMAND} executables are accepted, which only a local
   *     Drove runs
   */
  public TopologyValidator(CronCheck cron, boolean commandsAllowed) {
    this(cron, commandsAllowed, LegacyRules.none(), _ -> true);
  }

  /**
   * Makes a validator for an installation in which nodes of version 1.14 may take part.
   *
   * @param cron judges cron expressions
   * @param commandsAllowed whether {@code COMMAND} executables are accepted
   * @param legacy what is refused for the sake of 1.14
   * @param calendarExists whether there is a calendar of a name
   */
  public TopologyValidator(
      CronCheck cron,
      boolean commandsAllowed,
      LegacyRules legacy,
      Predicate<String> calendarExists) {
    this.legacy = legacy;
    this.calendarExists = calendarExists;
    this.schedules = new ScheduleRules(cron);
    this.containers = new ContainerRules(commandsAllowed);
  }

  /**
   * Looks at a whole topology.
   *
   * @return all that is wrong, in the order of the fields; empty if it may be stored
   */
  public List<Violation> validate(Topology topology) {
    return validate(topology, Set.of());
  }

  /**
   * Looks at a whole topology that is to be stored together with calendars.
   *
   * @param calendars their names
   * @return as {@link #validate(Topology)}
   */
  public List<Violation> validate(Topology topology, Set<String> calendars) {
    Problems problems = new Problems();
    Names.checkTopology(topology.name(), problems.at("name"));
    new TaskRules(topology.name(), containers).check(topology.task(), problems.at("task"));
    schedules.checkTriggers(topology.trigger(), topology.triggers(), problems);
    ScheduleRules.checkNotify(topology.notification(), problems.at("notify"));
    PolicyRules.check(topology.policy(), problems.at("policy"));
    CalendarRules.check(
        topology.policy(), calendarExists.or(calendars::contains), problems.at("policy"));
    DescriptionRules.check(topology, problems);
    MaskedSecrets.check(topology, problems);
    legacy.check(topology, problems);
    int size = Json.bytes(topology).length;
    problems.addIf(
        size > LARGEST, "the topology has " + size + " of at most " + LARGEST + " bytes as JSON");
    return problems.found();
  }

  /**
   * Looks at triggers alone.
   *
   * @param trigger absent ({@link epoch.api.topology.UnknownTrigger#missing}) where there are only
   *     the others
   * @param others several instead of, or beside, the one; null: none
   * @return all that is wrong; empty if a topology may have them
   */
  public List<Violation> validate(Trigger trigger, @Nullable List<Trigger> others) {
    Problems problems = new Problems();
    schedules.checkTriggers(trigger, others, problems);
    return problems.found();
  }

  /**
   * Looks at the short form for a new topology.
   *
   * @return all that is wrong; empty if {@link SimpleTopology#toTopology} may be stored
   */
  public List<Violation> validateCreate(SimpleTopology simple) {
    Problems problems = new Problems();
    String name = simple.name() == null ? "" : simple.name();
    Names.checkTopology(name, problems.at("name"));
    required(simple.cron(), problems.at("cron"));
    required(simple.docker(), problems.at("docker"));
    required(simple.cpus(), problems.at("cpus"));
    required(simple.memory(), problems.at("memory"));
    checkNamed(simple, problems);
    if (problems.found().isEmpty()) {
      // What the parts cannot show: the length of the id on Drove and of the whole.
      return validate(simple.toTopology());
    }
    return problems.found();
  }

  /**
   * Looks at the short form for an edit, where everything may be absent.
   *
   * @return all that is wrong; the edited topology itself has to be validated as well
   */
  public List<Violation> validateEdit(SimpleTopology simple) {
    Problems problems = new Problems();
    checkNamed(simple, problems);
    return problems.found();
  }

  /**
   * Looks at what a single run shall do differently from its topology.
   *
   * @return all that is wrong; empty if it may be run so
   */
  public List<Violation> validateRun(RunRequest request, Topology topology) {
    return RunRules.check(request, topology);
  }

  /**
   * Looks at the name of a concurrency group.
   *
   * @return all that is wrong; empty if a policy may name it
   */
  public static List<Violation> validateGroup(String name) {
    Problems problems = new Problems();
    PolicyRules.checkName(name, problems.at("name"));
    return problems.found();
  }

  private void checkNamed(SimpleTopology simple, Problems problems) {
    if (simple.cron() != null) {
      schedules.checkCron(simple.cron(), problems.at("cron"));
    }
    if (simple.docker() != null) {
      ContainerRules.checkImage(simple.docker(), problems.at("docker"));
    }
    between(simple.cpus(), 1, 40, problems.at("cpus"));
    between(simple.memory(), 128, 100_000, problems.at("memory"));
    simple
        .addresses()
        .forEach(address -> ScheduleRules.checkMail(address, problems.at("notifyEmail")));
    ContainerRules.checkEnv(simple.env(), problems.at("env"));
    FileRules.checkVolumes(simple.volumes(), problems.at("volumes"));
    MaskedSecrets.check(simple, problems);
  }

  private static void required(@Nullable Object value, Problems problems) {
    problems.addIf(value == null, "is required");
  }

  private static void between(@Nullable Long value, long least, long most, Problems problems) {
    problems.addIf(
        value != null && (value < least || value > most),
        "must be between " + least + " and " + most);
  }
}
