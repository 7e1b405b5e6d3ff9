package epoch.desktop.topologies;

import epoch.api.topology.TopologyDetails;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.ScheduleWords;
import epoch.desktop.words.TaskWords;
import epoch.desktop.words.TimeWords;
import java.util.List;
import java.util.Locale;

/**
 * What a row shows of a topology; made in the background, so that filtering and sorting read only.
 *
 * @param details the topology as it was answered
 * @param look its state
 * @param schedule its trigger in words
 * @param task what it runs, in words
 * @param searchable all of it that the filter looks into, in small letters
 */
record TopologyFacts(
    TopologyDetails details, Look look, String schedule, String task, String searchable) {

  static TopologyFacts of(TopologyDetails details, TimeWords times) {
    Look look = Look.of(details.state());
    String schedule = ScheduleWords.of(details.topology().trigger(), times);
    String task = TaskWords.of(details.topology().task());
    String owner = details.topology().owner();
    StringBuilder searchable = new StringBuilder(details.id());
    for (String part : List.of(look.word(), schedule, task, owner == null ? "" : owner)) {
      searchable.append('\n').append(part);
    }
    if (details.topology().labels() != null) {
      details
          .topology()
          .labels()
          .forEach((key, value) -> searchable.append('\n').append(key).append('=').append(value));
    }
    return new TopologyFacts(
        details, look, schedule, task, searchable.toString().toLowerCase(Locale.ROOT));
  }

  String id() {
    return details.id();
  }

  /** Its name on one line. */
  String name() {
    return Plain.line(details.id());
  }

  /** Whether every word of the filter, in small letters, is somewhere in it. */
  boolean matches(List<String> words) {
    return words.stream().allMatch(searchable::contains);
  }
}
