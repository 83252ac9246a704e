package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// Curves over a share of what is missing as a vector picture (SVG): a line, a marker and a colour
/// for each, and at each point the 95 % interval over seeds.
final class LineDrawing {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 64;
  private static final int RIGHT = 210; // room of the names
  private static final int TOP = 44;
  private static final int BOTTOM = 52;
  private static final int STEPS = 5;

  // Told apart by those who see colours differently (Okabe & Ito 2008); markers differ as well.
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private record Line(String name, List<Double> x, List<SeedFigures> y) {}

  private final String title;
  private final String xName;
  private final String yName;
  private final List<Line> lines = new ArrayList<>();

  LineDrawing(String title, String xName, String yName) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  /// @param y as many as x
  void add(String name, List<Double> x, List<SeedFigures> y) {
    lines.add(new Line(name, List.copyOf(x), List.copyOf(y)));
  }

  /// @param file ends in `.svg`
  void write(Path file) throws IOException {
    Files.writeString(file, svg());
  }

  String svg() {
    double lowX = all(true, false).min().orElse(0);
    double highX = all(true, true).max().orElse(1);
    double lowY = all(false, false).min().orElse(0);
    double highY = all(false, true).max().orElse(1);
    double unit = unit(highY - lowY);
    lowY = Math.floor(lowY / unit) * unit;
    highY = Math.ceil(highY / unit) * unit;
    var plane = new Plane(lowX, highX == lowX ? lowX + 1 : highX, lowY, highY);
    var svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">%n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<title>%s</title>%n".formatted(escaped(title)));
    svg.append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n".formatted(WIDTH, HEIGHT));
    text(svg, LEFT, 24, "start", title);
    for (double y = lowY; y <= highY + unit / 2; y += unit) {
      rule(svg, plane.x(plane.lowX), plane.y(y), plane.x(plane.highX), plane.y(y), "#dddddd");
      text(svg, LEFT - 8, plane.y(y) + 4, "end", number(y));
    }
    for (double x : lines.isEmpty() ? List.<Double>of() : lines.getFirst().x) {
      text(svg, plane.x(x), HEIGHT - BOTTOM + 20, "middle", number(x));
    }
    rule(svg, LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "#333333");
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", xName);
    svg.append(
        "<text x=\"16\" y=\"%d\" fill=\"#333333\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">%s</text>%n"
            .formatted((TOP + HEIGHT - BOTTOM) / 2, (TOP + HEIGHT - BOTTOM) / 2, escaped(yName)));
    for (int l = 0; l < lines.size(); l++) {
      draw(svg, plane, l);
    }
    return svg.append("</svg>\n").toString();
  }

  private DoubleStream all(boolean x, boolean high) {
    return lines.stream()
        .flatMapToDouble(line ->
            x
                ? line.x.stream().mapToDouble(Double::doubleValue)
                : line.y.stream()
                    .mapToDouble(f -> high ? f.mean() + reach(f) : f.mean() - reach(f)));
  }

  private static double reach(SeedFigures figure) {
    return Double.isNaN(figure.half()) ? 0 : figure.half();
  }

  /// A round number of which some five fit in.
  private static double unit(double range) {
    double rough = Math.max(range, 1e-6) / STEPS;
    double ten = Math.pow(10, Math.floor(Math.log10(rough)));
    double times = rough / ten;
    return ten * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
  }

  private record Plane(double lowX, double highX, double lowY, double highY) {
    double x(double value) {
      return LEFT + (value - lowX) / (highX - lowX) * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
      return HEIGHT - BOTTOM - (value - lowY) / (highY - lowY) * (HEIGHT - BOTTOM - TOP);
    }
  }

  private void draw(StringBuilder svg, Plane plane, int l) {
    var line = lines.get(l);
    var colour = COLOURS.get(l % COLOURS.size());
    var path = new StringBuilder();
    for (int i = 0; i < line.x.size(); i++) {
      var figure = line.y.get(i);
      double x = plane.x(line.x.get(i)) + 2 * (l - (lines.size() - 1) / 2.0); // intervals apart
      double y = plane.y(figure.mean());
      path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "M" : " L", x, y));
      double reach = reach(figure);
      rule(svg, x, plane.y(figure.mean() - reach), x, plane.y(figure.mean() + reach), colour);
      marker(svg, x, y, l, colour);
    }
    svg.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            .formatted(path, colour));
    double y = TOP + 12 + 22.0 * l;
    marker(svg, WIDTH - RIGHT + 24, y, l, colour);
    text(svg, WIDTH - RIGHT + 36, y + 4, "start", line.name);
  }

  private static void marker(StringBuilder svg, double x, double y, int l, String colour) {
    svg.append(
        switch (l % 3) {
          case 0 ->
              String.format(
                  Locale.ROOT,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n",
                  x,
                  y,
                  colour);
          case 1 ->
              String.format(
                  Locale.ROOT,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\" fill=\"%s\"/>%n",
                  x - 4,
                  y - 4,
                  colour);
          default ->
              String.format(
                  Locale.ROOT,
                  "<path d=\"M%.1f,%.1f l5,8 l-10,0 z\" fill=\"%s\"/>%n",
                  x,
                  y - 5,
                  colour);
        });
  }

  private static void rule(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"#333333\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            escaped(words)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
