package undertone.annotator.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.engine.insights.AgreementReport;
import undertone.engine.insights.Figure;

/// A report of agreement as a table: one line per figure, RFC 4180.
public final class AgreementCsv {

  private AgreementCsv() {}

  public static String of(AgreementReport report) {
    var lines = new ArrayList<String>();
    lines.add("about,of,statistic,value,low,high,clips,voters");
    report.figures().forEach(f -> lines.add(line("all", "", f.name(), f)));
    report.labels().forEach(f -> lines.add(line("label", f.name(), "positive-agreement", f)));
    for (var voter : report.voters()) {
      lines.add(line("voter-vs-rest", voter.name(), "percent", voter.withRest()));
      lines.add(line("voter-vs-rest", voter.name(), "cohen-kappa", voter.kappaWithRest()));
    }
    for (var pair : report.pairs()) {
      var both =
          report.voters().get(pair.a()).name() + " | " + report.voters().get(pair.b()).name();
      lines.add(line("pair", both, "cohen-kappa", pair.kappa()));
    }
    for (var period : report.time()) {
      lines.add(
          row(
              List.of(
                  "period",
                  period.from(),
                  "percent",
                  written(period.agreement()),
                  "",
                  "",
                  "",
                  "")));
    }
    var curation = report.curation();
    if (curation != null) {
      lines.add(line("settled", "before", curation.before().name(), curation.before()));
      lines.add(line("settled", "after", curation.after().name(), curation.after()));
    }
    return lines.stream().collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String line(String about, String of, String statistic, Figure figure) {
    return row(
        List.of(
            about,
            of,
            statistic,
            written(figure.value()),
            written(figure.low()),
            written(figure.high()),
            Integer.toString(figure.clips()),
            Integer.toString(figure.voters())));
  }

  private static String row(List<String> cells) {
    return cells.stream().map(AgreementCsv::quoted).collect(Collectors.joining(","));
  }

  private static String written(@Nullable Double value) {
    return value == null ? "" : Double.toString(value);
  }

  /// Quoted where the format asks for it; a name that a table program would take for a formula is
  /// made plain by an apostrophe.
  private static String quoted(String cell) {
    var plain = cell.matches("(?s)[=+@\\t\\r].*|-(?!\\d).*") ? "'" + cell : cell;
    return plain.matches("(?s).*[\",\r\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }
}
