package undertone.annotator.insights.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.shell.ui.Chart;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.insights.AgreementReport.Period;
import undertone.engine.insights.Figure;

/// How figures of agreement are drawn: as intervals, heat maps and curves, each with the way to the
/// clips behind it.
final class Figures {

  private Figures() {}

  /// `.41`, `−.07`, or that there is no such number.
  static String written(@Nullable Double value) {
    return value == null ? Words.say("insights.none") : Words.signed(value);
  }

  /// A figure on a line from 0 to 1, with its numbers.
  ///
  /// @param clips leads to the clips behind it; null = none to show
  static Component row(Component word, Figure figure, @Nullable Anchor clips) {
    var row = Drawn.div("interval-row", word);
    var value = figure.value();
    var low = figure.low();
    var high = figure.high();
    if (value != null && low != null && high != null) {
      row.add(
          Drawn.interval(low, high, value),
          Drawn.text(
              "number",
              Words.say(
                  "insights.interval",
                  written(value),
                  written(low),
                  written(high),
                  Words.number(figure.clips()),
                  Words.number(figure.voters()))));
    } else {
      row.add(
          Drawn.text("muted", ""),
          Drawn.text(
              "number",
              Words.say(
                  "insights.noInterval",
                  written(value),
                  Words.number(figure.clips()),
                  Words.number(figure.voters()))));
    }
    if (clips != null) {
      row.add(clips);
    }
    return row;
  }

  /// A link to the clips a filter leaves.
  static Anchor clips(Corpus corpus, String filter, String value, String word) {
    return Drawn.link(
        "corpora/%s?%s=%s"
            .formatted(corpus.slug(), filter, URLEncoder.encode(value, StandardCharsets.UTF_8)),
        word);
  }

  /// Agreement and votes period by period.
  static Component curve(List<Period> periods) {
    var agreement = new ArrayList<@Nullable Double>();
    var votes = new ArrayList<@Nullable Double>();
    for (var period : periods) {
      agreement.add(period.agreement());
      votes.add((double) period.votes());
    }
    return chart(
        Words.say("insights.timeSays", periods.size()),
        Words.say("insights.from"),
        periods.stream().map(Period::from).toList(),
        List.of(
            new Chart.Series(
                Words.say("insights.agreementOf"), Chart.Series.Kind.LINE, 0, agreement),
            new Chart.Series(Words.say("insights.votes"), Chart.Series.Kind.BAR, 1, votes)));
  }

  /// @param series the first on the left scale, the second, if any, on the right
  static Chart chart(String summary, String axis, List<?> places, List<Chart.Series> series) {
    var chart = new Chart();
    chart.draw(summary, axis, places, series.stream().map(Chart.Series::name).toList(), series);
    return chart;
  }
}
