package epoch.desktop.cluster;

import epoch.api.rest.Standing;
import epoch.api.rest.Standing.Attention;
import epoch.api.rest.TopologySummary;
import epoch.api.rest.TopologySummary.Outline;
import epoch.api.rest.TopologySummary.When;
import epoch.api.topology.TopologyState;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a row shows of a topology; made in the background, so that filtering and sorting read only.
 * Fifty thousand of them are in memory at once: what many of them say is there once.
 *
 * @param id its id
 * @param look its state
 * @param last the look of its newest run; absent if it never ran
 * @param outcomes how its last runs ended
 * @param says what it says, in short
 * @param standing where it stands, without what {@code outcomes} holds
 */
public record TopologyFacts(
    String id, Look look, @Nullable Look last, Outcomes outcomes, Says says, Standing standing) {

  /**
   * What a topology says, in short.
   *
   * @param state whether it fires
   * @param created when it was created, in milliseconds
   * @param updated when it or its state was last changed, in milliseconds
   * @param type the type of its task
   * @param what its image or command
   * @param trigger when it fires
   * @param owner who answers for it
   * @param description what it is for
   * @param labels for searching and grouping
   */
  public record Says(
      TopologyState state,
      long created,
      long updated,
      String type,
      @Nullable String what,
      When trigger,
      @Nullable String owner,
      @Nullable String description,
      Labels labels) {

    private static Says of(Outline outline) {
      When trigger = outline.trigger();
      return new Says(
          outline.state(),
          outline.created().toEpochMilli(),
          outline.updated().toEpochMilli(),
          once(outline.type()),
          same(outline.what()),
          new When(
              once(trigger.type()),
              same(trigger.timeSpec()),
              trigger.time(),
              same(trigger.interval())),
          same(outline.owner()),
          outline.description(),
          Labels.of(outline.labels()));
    }

    private Outline outline(String id) {
      return new Outline(
          id,
          state,
          Instant.ofEpochMilli(created),
          Instant.ofEpochMilli(updated),
          type,
          what,
          trigger,
          owner,
          description,
          labels.asMap());
    }
  }

  /** Takes a row of the server's apart. */
  public static TopologyFacts of(TopologySummary summary) {
    Outline outline = summary.outline();
    Standing standing = summary.standing();
    return new TopologyFacts(
        outline.id(),
        Look.of(outline.state()),
        lastLook(standing),
        Outcomes.of(standing.outcomes()),
        Says.of(outline),
        slim(standing));
  }

  private static String once(String text) {
    return text.intern();
  }

  private static @Nullable String same(@Nullable String text) {
    return text == null ? null : text.intern();
  }

  private static @Nullable Look lastLook(Standing standing) {
    if (standing.attention() == Attention.UNKNOWN) {
      return Look.UNKNOWN;
    }
    return standing.lastRun() == null ? null : Look.of(standing.lastRun().state());
  }

  /** The row of the server's that this was taken from. */
  public TopologySummary summary() {
    return new TopologySummary(says.outline(id), with(standing, outcomes.latestFirst()));
  }

  private static Standing slim(Standing all) {
    return with(all, List.of());
  }

  private static Standing with(Standing all, List<Standing.RunOutcome> outcomes) {
    return new Standing(
        all.revision(),
        once(all.words()),
        once(all.timeZone()),
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
    return Plain.line(Objects.requireNonNullElse(says.what(), ""));
  }

  /** Who answers for it, or empty. */
  public String owner() {
    return Plain.line(Objects.requireNonNullElse(says.owner(), ""));
  }

  /** Its labels, such as {@code env=prod, team=a}. */
  public String labels() {
    return Plain.line(says.labels().text(", "));
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
      if (!matches(word)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(String word) {
    return holds(id, word)
        || holds(look.word(), word)
        || holds(standing.words(), word)
        || holds(says.what(), word)
        || holds(says.owner(), word)
        || holds(says.description(), word)
        || says.labels().anyHolds(word);
  }

  /** Whether a word, in small letters, is in a text, whichever of its letters are large. */
  static boolean holds(@Nullable String text, String word) {
    if (text == null || word.isEmpty()) {
      return false;
    }
    char small = word.charAt(0);
    char large = Character.toUpperCase(small);
    int last = text.length() - word.length();
    for (int i = 0; i <= last; i++) {
      char here = text.charAt(i);
      if ((here == small || here == large) && text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }
}
