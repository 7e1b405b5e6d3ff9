package epoch.api.validation;

import epoch.api.topology.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules for the calendars that a topology names. */
final class CalendarRules {
  private static final int MOST = 10;

  private CalendarRules() {}

  static void check(@Nullable Policy policy, Predicate<String> exists, Problems problems) {
    if (policy == null) {
      return;
    }
    List<String> names = Objects.requireNonNullElse(policy.calendars(), List.of());
    Problems field = problems.at("calendars");
    field.addIf(names.size() > MOST, "are " + names.size() + "; at most " + MOST + " are allowed");
    var seen = new HashSet<String>();
    for (int i = 0; i < Math.min(MOST, names.size()); i++) {
      String name = names.get(i);
      if (!CalendarValidator.isName(name)) {
        field.at(i).add("is not the name of a calendar");
      } else if (!seen.add(name)) {
        field.at(i).add(name + " is named twice");
      } else if (!exists.test(name)) {
        field.at(i).add("there is no calendar " + name);
      }
    }
    problems
        .at("inCalendar")
        .addIf(policy.inCalendar() != null && names.isEmpty(), "needs calendars");
  }
}
