package undertone.engine.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Steps as a table: `time,f0,f1,…` with a row for each, the time or the whole header left out if
/// one likes. A row with nothing in it but its time is a missing step.
record StepTable(int dim, Trouble trouble, Times times) {

  /// Told of each fault.
  interface Trouble {
    void tell(long line, String reason, String remedy);
  }

  /// Asked whether times can be.
  interface Times {
    boolean ascend(int length, double... seconds);
  }

  @Nullable ClipSteps read(String text) {
    var lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return null;
    }
    boolean header = Stream.of(lines.getFirst().split(",", -1)).anyMatch(StepTable::isWord);
    boolean timed = header && lines.getFirst().strip().toLowerCase(Locale.ROOT).startsWith("time");
    int columns = dim + (timed ? 1 : 0);
    int first = header ? 1 : 0;
    int length = lines.size() - first;
    var steps = new float[Math.multiplyExact(length, dim)];
    var kept = new BitSet();
    var seconds = new double[timed ? length : 0];
    boolean clean = true;
    for (int t = 0; t < length; t++) {
      long line = t + first + 1L;
      var cells = List.of(lines.get(t + first).split(",", -1));
      if (lines.get(t + first).isBlank()) {
        trouble.tell(
            line, "is an empty line", "write the time and commas for a missing step, or remove it");
        clean = false;
      } else if (cells.size() != columns) {
        trouble.tell(
            line,
            "has %d columns where %d belong".formatted(cells.size(), columns),
            "write %s%d numbers a step".formatted(timed ? "the time and " : "", dim));
        clean = false;
      } else {
        clean &= row(t, line, cells, timed, steps, kept, seconds);
      }
    }
    if (!clean || length == 0 || (timed && !times.ascend(length, seconds))) {
      return null;
    }
    return ClipSteps.of(dim, steps, kept, timed ? seconds : null, null);
  }

  private boolean row(
      int t,
      long line,
      List<String> cells,
      boolean timed,
      float[] steps,
      BitSet kept,
      double[] seconds) {
    var numbers = timed ? cells.subList(1, cells.size()) : cells;
    if (timed) {
      seconds[t] = number(cells.getFirst());
    }
    if (numbers.stream().allMatch(String::isBlank)) {
      return true;
    }
    kept.set(t);
    for (int d = 0; d < dim; d++) {
      double value = number(numbers.get(d));
      if (!Double.isFinite((float) value)) {
        trouble.tell(
            line,
            "has \"%s\" in column %d".formatted(shown(numbers.get(d)), d),
            "write a number, or leave the whole row empty for a missing step");
        return false;
      }
      steps[t * dim + d] = (float) value;
    }
    return true;
  }

  private static String shown(String cell) {
    return cell.substring(0, Math.min(cell.length(), 40));
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  private static boolean isWord(String cell) {
    var word = cell.strip();
    return !word.isEmpty()
        && Character.isLetter(word.charAt(0))
        && !Arrays.asList("nan", "inf", "infinity").contains(word.toLowerCase(Locale.ROOT));
  }
}
