package undertone.annotator.calibration.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import undertone.annotator.calibration.Calibration;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;

/// By how much each annotator's traces lag behind, one row each.
public final class LagRows {

  private LagRows() {}

  public static Component of(List<Calibration.Lag> lags) {
    var rows = Drawn.element("ul", "rows");
    for (var lag : lags) {
      var voter = lag.voter();
      rows.add(
          Drawn.element(
              "li",
              "row",
              Drawn.text("who", voter == null ? "" : voter),
              Drawn.text("fine number", said(lag))));
    }
    return rows;
  }

  /// A lag with its interval and what it rests on, or that there is not enough to say.
  public static String said(Calibration.Lag lag) {
    var seconds = lag.seconds();
    var low = lag.low();
    var high = lag.high();
    return seconds == null || low == null || high == null
        ? Words.say("lag.notEnough", lag.clips())
        : Words.say("lag.seconds", tenths(seconds), tenths(low), tenths(high), lag.clips());
  }

  private static String tenths(double seconds) {
    return String.format(Words.locale(), "%.1f", seconds);
  }
}
