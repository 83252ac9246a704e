package undertone.engine.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import undertone.models.nas.Genotype;
import undertone.models.nas.Genotype.Edge;

/// The cells of a structure as a vector picture (SVG): nodes from left to right, an arc for each
/// edge with what happens on it and its share of the mixture, which is also how thick it is. And in
/// words, for a console.
public final class CellPicture {
  private static final int APART = 190; // of nodes
  private static final int MARGIN = 60;
  private static final int HEIGHT = 300; // of a cell
  private static final int RADIUS = 17;
  private static final int BEND = 46; // an arc's height for each node it passes
  private static final String INK = "#333333";
  private static final String LINE = "#0072b2";

  /// @param inputs names of the nodes that come in
  /// @param out what comes out
  private record Panel(String title, List<String> inputs, List<Edge> edges, String out) {
    int nodes() {
      return 1 + edges.stream().mapToInt(Edge::node).max().orElse(0);
    }

    String name(int node) {
      return node < inputs.size() ? inputs.get(node) : String.valueOf(node);
    }
  }

  private CellPicture() {}

  private static List<Panel> panels(Genotype structure) {
    var panels = new ArrayList<Panel>();
    var cnn = structure.streams().handcrafted();
    if (cnn != null) {
      var inputs = List.of("before", "last");
      var out = "out: nodes %s side by side".formatted(words(cnn.concat()));
      panels.add(new Panel("Spectrograms, normal cell", inputs, cnn.normal(), out));
      panels.add(new Panel("Spectrograms, cell that halves", inputs, cnn.reduce(), out));
    }
    var rnn = structure.streams().deep();
    if (rnn != null) {
      var out = "next state: mean of nodes %s".formatted(words(rnn.mean()));
      panels.add(new Panel("Sequences, recurrent cell", List.of("in"), rnn.nodes(), out));
    }
    return panels;
  }

  private static String words(List<Integer> nodes) {
    return nodes.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /// One line for each edge.
  public static String words(Genotype structure) {
    var text = new StringBuilder();
    for (var panel : panels(structure)) {
      text.append(panel.title).append('\n');
      for (var edge : panel.edges) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %s -> %s  %s %.2f\n",
                panel.name(edge.from()),
                panel.name(edge.node()),
                edge.op(),
                edge.weight()));
      }
      text.append("  ").append(panel.out).append('\n');
    }
    return text.toString();
  }

  /// The picture, as it is written to a file.
  public static String svg(Genotype structure) {
    var panels = panels(structure);
    int most = panels.stream().mapToInt(Panel::nodes).max().orElse(1);
    int width = 2 * MARGIN + (most - 1) * APART;
    var svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(width, panels.size() * HEIGHT));
    svg.append("<title>Cells of a structure that was found</title>\n");
    svg.append(
        "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n"
            .formatted(width, panels.size() * HEIGHT));
    for (int p = 0; p < panels.size(); p++) {
      draw(svg, panels.get(p), p * HEIGHT);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Panel panel, int top) {
    int middle = top + HEIGHT / 2;
    text(svg, MARGIN - RADIUS, top + 24, "start", panel.title);
    text(svg, MARGIN - RADIUS, top + HEIGHT - 12, "start", panel.out);
    // Ways into one node go one above and one below, the longer one above.
    int before = -1;
    boolean above = false;
    var ordered =
        panel.edges.stream()
            .sorted(Comparator.comparingInt(Edge::node).thenComparingInt(Edge::from))
            .toList();
    for (var edge : ordered) {
      above = edge.node() != before || !above;
      before = edge.node();
      arc(svg, edge, middle, above);
    }
    for (int node = 0; node < panel.nodes(); node++) {
      int x = MARGIN + node * APART;
      svg.append(
          "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"1.5\"/>\n"
              .formatted(x, middle, RADIUS, INK));
      text(svg, x, middle + 4, "middle", node < panel.inputs.size() ? "" : panel.name(node));
      if (node < panel.inputs.size()) {
        text(svg, x, middle + RADIUS + 14, "middle", panel.name(node));
      }
    }
  }

  private static void arc(StringBuilder svg, Edge edge, int middle, boolean above) {
    int from = MARGIN + edge.from() * APART;
    int to = MARGIN + edge.node() * APART;
    int height = (above ? -1 : 1) * BEND * (edge.node() - edge.from());
    double x = (from + to) / 2.0;
    int start = middle + (above ? -RADIUS : RADIUS) / 2;
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%d,%d Q%.1f,%d %d,%d\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"0.6\" stroke-width=\"%.1f\"/>\n",
            from,
            start,
            x,
            start + 2 * height,
            to,
            start,
            LINE,
            1 + 9 * edge.weight()));
    text(
        svg,
        x,
        start + height + (above ? -7 : 18),
        "middle",
        String.format(Locale.ROOT, "%s %.2f", edge.op(), edge.weight()));
  }

  private static void text(StringBuilder svg, double x, int y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            INK,
            anchor,
            words));
  }
}
