package epoch.desktop.cluster;

import epoch.api.rest.Standing;
import epoch.api.rest.Standing.Attention;
import epoch.api.rest.TopologySummary;
import epoch.api.rest.TopologySummary.Outline;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a row shows of a topology; made in the background, so that filtering and sorting read only.
 *
 * @param id its id
 * @param look its state
 * @param last the look of its newest run; absent if it never ran
 * @param outcomes how its last runs ended
 * @param outline what it says, in short
 * @param standing where it stands, without what {@code outcomes} holds
 * @param searchable all of it that the filter looks into, in small letters
 */
public record TopologyFacts(
    String id,
    Look look,
    @Nullable Look last,
    Outcomes outcomes,
    Outline outline,
    Standing standing,
    String searchable) {

  /** Takes a row of the server's apart. */
  public static TopologyFacts of(TopologySummary summary) {
    Outline outline = summary.outline();
    Standing standing = summary.standing();
    Look look = Look.of(outline.state());
    StringBuilder searchable = new StringBuilder(outline.id());
    for (String part :
        List.of(
            look.word(),
            standing.words(),
            Objects.requireNonNullElse(outline.what(), ""),
            Objects.requireNonNullElse(outline.owner(), ""),
            Objects.requireNonNullElse(outline.description(), ""))) {
      searchable.append('\n').append(part);
    }
    labels(outline)
        .forEach((key, value) -> searchable.append('\n').append(key).append('=').append(value));
    return new TopologyFacts(
        outline.id(),
        look,
        lastLook(standing),
        Outcomes.of(standing.outcomes()),
        outline,
        slim(standing),
        searchable.toString().toLowerCase(Locale.ROOT));
  }

  private static Map<String, String> labels(Outline outline) {
    return Objects.requireNonNullElse(outline.labels(), Map.of());
  }

  private static @Nullable Look lastLook(Standing standing) {
    if (standing.attention() == Attention.UNKNOWN) {
      return Look.UNKNOWN;
    }
    return standing.lastRun() == null ? null : Look.of(standing.lastRun().state());
  }

  /** The row of the server's that this was taken from. */
  public TopologySummary summary() {
    return new TopologySummary(outline, with(standing, outcomes.latestFirst()));
  }

  private static Standing slim(Standing all) {
    return with(all, List.of());
  }

  private static Standing with(Standing all, List<Standing.RunOutcome> outcomes) {
    return new Standing(
        all.revision(),
        all.words().intern(),
        all.timeZone().intern(),
        all.nextFire(),
        all.lastRun(),
        outcomes,
        all.usual(),
        all.active(),
        all.pause(),
        all.waitingFor(),
        all.held(),
        all.attention());
  }

  /** Its name on one line. */
  public String name() {
    return Plain.line(id);
  }

  /** Its schedule in words. */
  public String schedule() {
    return Plain.line(standing.words());
  }

  /** What it runs. */
  public String what() {
    return Plain.line(Objects.requireNonNullElse(outline.what(), ""));
  }

  /** Who answers for it, or empty. */
  public String owner() {
    return Plain.line(Objects.requireNonNullElse(outline.owner(), ""));
  }

  /** Its labels, such as {@code env=prod, team=a}. */
  public String labels() {
    StringBuilder text = new StringBuilder();
    labels(outline)
        .forEach((key, value) ->
            text.append(text.isEmpty() ? "" : ", ").append(key).append('=').append(value));
    return Plain.line(text.toString());
  }

  /** When it fires next, if it does. */
  public Optional<Instant> nextFire() {
    return Optional.ofNullable(standing.nextFire());
  }

  /** How long its successful runs usually take. */
  public Optional<Duration> usual() {
    return Optional.ofNullable(standing.usual()).map(Duration::ofMillis);
  }

  /** When its newest run was opened, if it ever ran. */
  public Optional<Instant> lastCreated() {
    return Optional.ofNullable(standing.lastRun()).map(Standing.LastRun::created);
  }

  /** Why it deserves a look, if it does. */
  public Optional<Attention> attention() {
    return Optional.ofNullable(standing.attention());
  }

  /** Whether every word of the filter, in small letters, is somewhere in it. */
  public boolean matches(List<String> words) {
    for (String word : words) {
      if (!searchable.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
