package undertone.corpora.challenge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import undertone.corpora.manifest.RowFault;

/// Whether a file speaks of the clips it should, of each once.
public final class Coverage {
  private Coverage() {}

  /// Names that are missing, given twice, or not among those expected.
  ///
  /// @param file as it is called in faults
  /// @param more whether other clips may be named too
  public static List<RowFault> faults(
      String file, List<? extends Named> rows, Collection<String> expected, boolean more) {
    var faults = new ArrayList<RowFault>();
    var lines = new HashMap<String, Long>();
    var wanted = new HashSet<>(expected);
    var near = new HashMap<String, String>();
    wanted.forEach(name -> near.put(bare(name), name));
    for (var row : rows) {
      var before = lines.putIfAbsent(row.name(), row.line());
      if (before != null) {
        faults.add(
            fault(file, row, "clip %s has a row already, line %d".formatted(row.name(), before)));
      } else if (!wanted.contains(row.name()) && (!more || near.containsKey(bare(row.name())))) {
        var meant = near.get(bare(row.name()));
        faults.add(
            new RowFault(
                file,
                row.line(),
                Table.NAME,
                "clip \"%s\" is not among the %d expected".formatted(row.name(), wanted.size()),
                meant == null ? List.of() : List.of(meant)));
      }
    }
    for (var name : new LinkedHashSet<>(expected)) {
      if (!lines.containsKey(name)) {
        faults.add(new RowFault(file, 0, "", "there is no row for clip " + name, List.of()));
      }
    }
    return faults;
  }

  private static RowFault fault(String file, Named row, String reason) {
    return new RowFault(file, row.line(), Table.NAME, reason, List.of());
  }

  /// What is left of a name when blanks, capitals and the ending of a media file do not count.
  private static String bare(String name) {
    var folded = name.strip().toLowerCase(Locale.ROOT);
    int dot = folded.lastIndexOf('.');
    return dot > 0 && folded.length() - dot <= 5 ? folded.substring(0, dot) : folded;
  }
}
