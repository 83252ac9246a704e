package undertone.engine.insights;

import org.jspecify.annotations.Nullable;
import undertone.engine.agreement.Agreement;
import undertone.engine.agreement.AgreementStatistic;

/// A statistic with its 95 % interval over clips.
///
/// @param name which, as `krippendorff-alpha`
/// @param value null = undefined, such as agreement on a single label
/// @param clips it could be measured on
/// @param voters who took part
public record Figure(
    String name,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    int clips,
    int voters) {

  static Figure of(String name, AgreementStatistic statistic, long seed) {
    return of(name, statistic, statistic.raters(), seed);
  }

  static Figure of(String name, AgreementStatistic statistic, int voters, long seed) {
    var found = Agreement.of(statistic, seed);
    return new Figure(name, found.value(), found.low(), found.high(), found.items(), voters);
  }
}
