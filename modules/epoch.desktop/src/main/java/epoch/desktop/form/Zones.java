package epoch.desktop.form;

import java.time.ZoneId;
import java.util.List;

/** The time zones that are offered. */
public final class Zones {

  /** By name. */
  public static final List<String> NAMES =
      ZoneId.getAvailableZoneIds().stream().filter(Zones::isUsual).sorted().toList();

  private Zones() {}

  private static boolean isUsual(String name) {
    return name.equals("UTC")
        || (name.indexOf('/') > 0 && !name.startsWith("Etc/") && !name.startsWith("SystemV/"));
  }
}
