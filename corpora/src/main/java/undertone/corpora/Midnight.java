package undertone.corpora;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Where a day of work begins.
public final class Midnight {

  private Midnight() {}

  /// The last midnight up to a moment, in the server's time zone.
  public static Instant before(Instant moment) {
    var zone = ZoneId.systemDefault();
    return LocalDate.ofInstant(moment, zone).atStartOfDay(zone).toInstant();
  }
}
