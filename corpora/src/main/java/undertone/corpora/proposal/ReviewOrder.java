package undertone.corpora.proposal;

/// Which open proposal comes first.
public enum ReviewOrder {
  /// Where a curator's minute gains most.
  GAIN("gain desc, id"),
  /// Where the voters' set most probably misses the true label.
  NOISE("noise desc, id"),
  /// What was proposed last.
  NEWEST("id desc");

  private final String sql;

  ReviewOrder(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
