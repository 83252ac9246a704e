package undertone.engine.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/// Learning curves as a picture: accuracy against confirmed clips, a line per method and policy.
final class CurvePicture {
  private final XYChart chart;

  private CurvePicture(XYChart chart) {
    this.chart = chart;
  }

  /// @param points as [LearningCurve#points()] gives them
  static CurvePicture of(List<Map<String, Object>> points) {
    record Line(List<Number> confirmed, List<Number> accuracy) {}
    var lines = new LinkedHashMap<String, Line>();
    for (var point : points) {
      if (point.get("confirmed") instanceof Number confirmed
          && point.get("accuracyAfter") instanceof Number accuracy) {
        var line =
            lines.computeIfAbsent(
                "%s, %s".formatted(point.get("method"), point.get("policy")),
                _ -> new Line(new ArrayList<>(), new ArrayList<>()));
        line.confirmed.add(confirmed);
        line.accuracy.add(accuracy);
      }
    }
    var chart =
        new XYChartBuilder()
            .width(900)
            .height(560)
            .xAxisTitle("clips confirmed")
            .yAxisTitle("labels right on clips never revealed")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    lines.forEach((name, line) -> chart.addSeries(name, line.confirmed, line.accuracy));
    return new CurvePicture(chart);
  }

  /// As PNG.
  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
    }
  }
}
