package undertone.corpora.importing;

import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Ids for rows written in bulk, from the same sequences that single rows draw from.
final class HouseIds {

  private static final int BLOCK = 100; // the step of house_seq

  private HouseIds() {}

  /// Ids of clips, rising: the later clip has the larger one.
  static PrimitiveIterator.OfLong clips(JdbcClient jdbc, int count) {
    return next(jdbc, "row_seq", count).sorted().iterator();
  }

  /// Ids of votes and captions. A value of this sequence stands for itself and the 99 ids before
  /// it, as Hibernate's pooled optimizer reads it.
  static PrimitiveIterator.OfLong entities(JdbcClient jdbc, int count) {
    return next(jdbc, "house_seq", (count + BLOCK - 1) / BLOCK)
        .flatMap(last -> LongStream.rangeClosed(last - BLOCK + 1, last))
        .iterator();
  }

  private static LongStream next(JdbcClient jdbc, String sequence, int count) {
    if (count == 0) {
      return LongStream.empty();
    }
    // A values list is what both databases take.
    var values = IntStream.rangeClosed(1, count).mapToObj("(%d)"::formatted);
    return jdbc
        .sql(
            "select nextval('%s') from (values %s) as t(n)"
                .formatted(sequence, values.collect(Collectors.joining(","))))
        .query(Long.class)
        .list()
        .stream()
        .mapToLong(Long::longValue);
  }
}
