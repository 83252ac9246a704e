package undertone.engine.insights;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import undertone.engine.aggregation.Votes;

/// Numbers that voters gave beside their labels, in steps of a twentieth.
final class Scale {
  private static final int PER_UNIT = 20;

  private final VoteBook book;
  private final IntToDoubleFunction said;
  private final int[] rows; // of the book that say a number
  private final int[] raters; // voters who did, ascending
  private final int[] used; // steps from 0 in twentieths, ascending

  private Scale(VoteBook book, IntToDoubleFunction said, int[] rows, int most) {
    this.book = book;
    this.said = said;
    raters = IntStream.of(rows).map(book::voter).distinct().sorted().toArray();
    used = IntStream.of(rows).map(this::step).distinct().sorted().toArray();
    this.rows = used.length > most ? new int[0] : rows;
  }

  /// @param counts whether a voter counts
  /// @param said the number in a row of the book, NaN = none
  /// @param most different numbers; where there are more nothing is measured
  static Scale of(VoteBook book, IntPredicate counts, IntToDoubleFunction said, int most) {
    var rows =
        IntStream.range(0, book.size())
            .filter(row -> !Double.isNaN(said.applyAsDouble(row)) && counts.test(book.voter(row)))
            .toArray();
    return new Scale(book, said, rows, most);
  }

  private int step(int row) {
    return (int) Math.round(said.applyAsDouble(row) * PER_UNIT);
  }

  private int rater(int row) {
    return Arrays.binarySearch(raters, book.voter(row));
  }

  boolean isSaid() {
    return rows.length > 0;
  }

  /// How many voters gave numbers.
  int raters() {
    return raters.length;
  }

  /// Numbers that were given, ascending.
  double[] values() {
    return IntStream.of(used).mapToDouble(step -> (double) step / PER_UNIT).toArray();
  }

  /// Votes over [#values].
  Votes used() {
    return votes(used.length, row -> Arrays.binarySearch(used, step(row)));
  }

  /// Steps from the lowest number to the highest, as wide as all numbers allow.
  int steps() {
    return 1 + (used[used.length - 1] - used[0]) / width();
  }

  /// Votes over equal steps, as weights of distance ask.
  Votes inSteps() {
    int width = width();
    return votes(steps(), row -> (step(row) - used[0]) / width);
  }

  /// The widest step that meets all numbers.
  private int width() {
    int width = 0;
    for (int step : used) {
      int rest = step - used[0];
      while (rest != 0) {
        int left = width % rest;
        width = rest;
        rest = left;
      }
    }
    return Math.max(1, width);
  }

  private Votes votes(int classes, IntUnaryOperator label) {
    var votes = Votes.over(book.clips(), raters.length, classes);
    for (int row : rows) {
      votes.cast(book.clip(row), rater(row), label.applyAsInt(row));
    }
    return votes.build();
  }

  /// The numbers themselves `[N,M]` of clips that have any, NaN = not rated.
  double[][] numbers() {
    var numbers = new double[book.clips()][];
    for (int row : rows) {
      if (numbers[book.clip(row)] == null) {
        numbers[book.clip(row)] = new double[raters.length];
        Arrays.fill(numbers[book.clip(row)], Double.NaN);
      }
      numbers[book.clip(row)][rater(row)] = said.applyAsDouble(row);
    }
    return Arrays.stream(numbers).filter(row -> row != null).toArray(double[][]::new);
  }
}
