package epoch.server.audit;

import java.time.Duration;

/**
 * How much of the audit is kept.
 *
 * @param page how many records are packed into one node; as many stay loose at least
 * @param pages how many such nodes are kept
 * @param age how old a record may become
 * @param interval how long after a look the next is at the latest
 */
public record AuditSettings(int page, int pages, Duration age, Duration interval) {
  /** Room for 100,000 records, none of them older than 400 days. */
  public static AuditSettings standard() {
    return new AuditSettings(200, 500, Duration.ofDays(400), Duration.ofHours(1));
  }
}
