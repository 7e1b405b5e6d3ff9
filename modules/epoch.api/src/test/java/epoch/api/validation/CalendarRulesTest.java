package epoch.api.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.calendar.Calendar;
import epoch.api.container.Cpu;
import epoch.api.json.Json;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calendars may say, and topologies about them; templates in topologies. */
class CalendarRulesTest {
  private static final CronCheck ANY = _ -> Optional.empty();
  private static final CronCheck NONE = _ -> Optional.of("is no cron");

  private static Topology topology(List<String> calendars, InCalendar inCalendar) {
    return Topology.of(
            "t", ContainerTask.of("work", "image", 1, 128), CronTrigger.of("0 0 0 * * ?"))
        .withPolicy(Policy.standard().withCalendars(calendars, inCalendar));
  }

  private static List<String> lines(TopologyValidator validator, Topology topology) {
    return validator.validate(topology).stream().map(Violation::line).toList();
  }

  private static TopologyValidator knowing(String... names) {
    return new TopologyValidator(ANY, false, LegacyRules.none(), Set.of(names)::contains);
  }

  @Test
  void aTopologyNamesCalendarsThatAreThereOnceEach() {
    assertEquals(
        List.of(),
        lines(knowing("a", "b"), topology(List.of("a", "b"), InCalendar.RUN_ONCE_AFTER)));
    assertEquals(
        List.of(
            "policy.calendars[1]: a is named twice",
            "policy.calendars[2]: there is no calendar c",
            "policy.calendars[3]: is not the name of a calendar"),
        lines(knowing("a"), topology(List.of("a", "a", "c", "no name"), null)));
    assertEquals(
        List.of("policy.inCalendar: needs calendars"),
        lines(knowing(), topology(List.of(), InCalendar.SKIP)));
    assertEquals(
        List.of("policy.calendars: are 11; at most 10 are allowed"),
        lines(knowing("a"), topology(Collections.nCopies(11, "a"), null)).stream()
            .filter(line -> line.startsWith("policy.calendars: "))
            .toList());
  }

  @Test
  void besideA114MemberNoCalendarIsNamed() {
    var beside =
        new TopologyValidator(
            ANY,
            false,
            new LegacyRules(() -> Optional.of("http://old:1"), _ -> Optional.empty()),
            _ -> true);
    assertEquals(
        List.of(
            "policy.calendars: this cannot be stored while a node of Epoch 1.14, which takes no"
                + " notice of it, takes part (http://old:1)"),
        lines(beside, topology(List.of("a"), null)));
    assertEquals(List.of(), lines(beside, topology(List.of(), null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{'name':''} ! name: is required",
        "{'name':'a/b'} ! name: may have letters, digits, - and _ only, at most 100 of them",
        "{'name':'a','zone':'UTC'} ! zone: is not supported",
        "{'name':'a','timeZone':'CEST'} ! timeZone: \"CEST\" is no time zone; write an IANA name"
            + " such as Europe/Berlin",
        "{'name':'a','windows':[{}]} ! windows[0]: is required",
        "{'name':'a','windows':[{'type':'MOON'}]} ! windows[0]: has the unknown type \"MOON\";"
            + " known are DATES, WEEKLY, CRON, ONCE",
        "{'name':'a','windows':[null]} ! windows[0]: is required",
        "{'name':'a','windows':[{'type':'DATES'}]} ! windows[0].dates: needs at least one day",
        "{'name':'a','windows':[{'type':'DATES','dates':['2026-02-30']}]} !"
            + " windows[0].dates[0]: \"2026-02-30\" is no day; write 2026-12-24,"
            + " 2026-12-24/2027-01-01, or --12-25 for every year",
        "{'name':'a','windows':[{'type':'DATES','dates':['2026-02-03/2026-02-02']}]} !"
            + " windows[0].dates[0]: \"2026-02-03/2026-02-02\" ends before it begins",
        "{'name':'a','windows':[{'type':'WEEKLY','days':['MON'],'to':'24:00'}]} !"
            + " windows[0].to: \"24:00\" is no time of day; write 22:00",
        "{'name':'a','windows':[{'type':'WEEKLY','days':['MON'],'until':'23:00'}]} !"
            + " windows[0].until: is not supported",
        "{'name':'a','windows':[{'type':'CRON','timeSpec':'x','lasts':'1h'}]} !"
            + " windows[0].timeSpec: is no cron",
        "{'name':'a','windows':[{'type':'ONCE','from':1}]} ! windows[0].to: is required, in epoch"
            + " milliseconds",
        "{'name':'a','windows':[{'type':'ONCE','from':2,'to':2}]} ! windows[0].to: is not after from"
      })
  void oneMistakeInACalendarIsOneLineThatNamesItsField(String json, String line) throws Exception {
    Calendar calendar = Json.read(json.replace('\'', '"'), Calendar.class);
    assertEquals(
        List.of(line.strip()),
        new CalendarValidator(NONE).validate(calendar).stream().map(Violation::line).toList());
  }

  @Test
  void aTemplateThatIsNoneIsRefusedWithTheFieldItIsIn() {
    Topology good =
        Topology.of(
            "t",
            ContainerTask.of("work", "image", 1, 128)
                .with(
                    ContainerTask.of("work", "image", 1, 128).executable(),
                    List.of(Cpu.of(1), epoch.api.container.Memory.of(128)),
                    null,
                    Map.of("DAY", "{{fireTime:yyyy-MM-dd}}", "BAD", "{{.Names}}"))
                .withArgs(List.of("--x", "{{{{ok}}", "{{runid}}")),
            CronTrigger.of("0 0 0 * * ?"));
    String known =
        " is not known; known are topology, runId, task, attempt, fireTime, lastSuccess; write {{{{"
            + " for two braces";
    assertEquals(
        List.of("task.args[2]: {{runid}}" + known, "task.env.BAD: {{.Names}}" + known),
        lines(knowing(), good).stream().sorted().toList());
  }
}
