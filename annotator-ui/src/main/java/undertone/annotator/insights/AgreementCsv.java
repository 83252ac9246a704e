package undertone.annotator.insights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import undertone.engine.insights.AgreementReport;
import undertone.engine.insights.Figure;

/// A report of agreement as a table: one line per figure, RFC 4180.
public final class AgreementCsv {

  private static final CSVFormat TABLE =
      CSVFormat.RFC4180
          .builder()
          .setHeader("about", "of", "statistic", "value", "low", "high", "clips", "voters")
          .get();

  private AgreementCsv() {}

  public static String of(AgreementReport report) {
    var table = new StringBuilder();
    try (var printer = TABLE.print(table)) {
      printer.printRecords(lines(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table.toString();
  }

  private static List<List<String>> lines(AgreementReport report) {
    var lines = new ArrayList<List<String>>();
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
          List.of("period", period.from(), "percent", written(period.agreement()), "", "", "", ""));
    }
    var curation = report.curation();
    if (curation != null) {
      lines.add(line("settled", "before", curation.before().name(), curation.before()));
      lines.add(line("settled", "after", curation.after().name(), curation.after()));
    }
    return lines;
  }

  private static List<String> line(String about, String of, String statistic, Figure figure) {
    return List.of(
        about,
        plain(of),
        statistic,
        written(figure.value()),
        written(figure.low()),
        written(figure.high()),
        Integer.toString(figure.clips()),
        Integer.toString(figure.voters()));
  }

  private static String written(@Nullable Double value) {
    return value == null ? "" : Double.toString(value);
  }

  /// A name that a table program would take for a formula is made plain by an apostrophe.
  private static String plain(String cell) {
    return cell.matches("(?s)[=+@\\t\\r].*|-(?!\\d).*") ? "'" + cell : cell;
  }
}
