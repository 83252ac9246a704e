package undertone.engine.aggregation;

/// A way to make one answer out of many votes. Equal votes give equal numbers.
public interface Aggregator {

  Aggregation aggregate(Votes votes);
}
