package epoch.server.store;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record stands in the audit: which leadership wrote it, and as which of its records. A
 * leader can so number its records without asking what is there.
 *
 * @param leadership the number of the leadership
 * @param number counts the records of that leadership
 */
public record AuditId(int leadership, long number) implements Comparable<AuditId> {
  private static final Comparator<AuditId> ORDER =
      Comparator.comparingInt(AuditId::leadership).thenComparingLong(AuditId::number);
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,10})-([0-9]{1,18})");

  /** Reads the id, as text or as the name of a node. */
  public static Optional<AuditId> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long leadership = Long.parseLong(parts.group(1));
    return leadership > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new AuditId((int) leadership, Long.parseLong(parts.group(2))));
  }

  /** The name of its node. */
  String node() {
    return String.format(Locale.ROOT, "%010d-%012d", leadership, number);
  }

  @Override
  public int compareTo(AuditId other) {
    return ORDER.compare(this, other);
  }

  /** As clients see it. */
  @Override
  public String toString() {
    return leadership + "-" + number;
  }
}
