package epoch.desktop.topologies;

import epoch.api.rest.SchedulePreview;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a fire time beside when it is. */
final class FireRemarks {

  private FireRemarks() {}

  /** What clocks that change and calendars that are closed make of a fire time. */
  static List<String> of(
      SchedulePreview.Fire fire, SchedulePreview preview, Instant now, TimeWords times) {
    List<String> remarks = new ArrayList<>();
    if (fire.closed() != null) {
      remarks.add(
          "Closed then: "
              + Plain.line(fire.closed())
              + (fire.runsAt() == null
                  ? "; it is skipped"
                  : "; it runs " + times.when(fire.runsAt(), now) + " instead"));
    }
    preview.warnings().stream()
        .filter(warning -> warning.time().equals(fire.time()))
        .map(SchedulePreview.Warning::message)
        .forEach(remarks::add);
    return remarks;
  }
}
