package undertone.engine.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import undertone.models.nas.Genotype;
import undertone.models.nas.Genotype.Edge;

/// The cells of a structure as a vector picture (SVG): nodes from left to right, an arc for each
/// edge with what happens on it and its share of the mixture, which is also how thick it is. And in
/// words, for a console.
///
/// Its parts have classes (`cell-node`, `cell-way`), by which a page may give them its own colours.
public final class CellPicture {
  private static final int APART = 190; // of nodes
  private static final int MARGIN = 60;
  private static final int HEAD = 56; // above the highest arc, with its label and the title
  private static final int FOOT = 56; // below the lowest, likewise
  private static final int RADIUS = 17;
  private static final int BEND = 46; // an arc's height for each node it passes
  private static final String INK = "#333333";
  private static final String GROUND = "#ffffff"; // also around letters
  private static final String LINE = "#0072b2";

  /// What is written in a picture.
  ///
  /// @param title of all of it
  /// @param normal title of the cell for spectrograms
  /// @param reduce of the one that halves them
  /// @param recurrent of the cell for sequences
  /// @param before node that the cell before the last comes into
  /// @param last node that the last cell comes into
  /// @param in node that step and state come into
  /// @param beside what goes out of a cell for spectrograms, with `%s` for its nodes
  /// @param mean what goes out of a recurrent cell, likewise
  /// @param doing what an operation is called
  public record Captions(
      String title,
      String normal,
      String reduce,
      String recurrent,
      String before,
      String last,
      String in,
      String beside,
      String mean,
      UnaryOperator<String> doing) {
    /// In English, operations as in genotypes.
    public static final Captions ENGLISH =
        new Captions(
            "Cells of a structure that was found",
            "Spectrograms, normal cell",
            "Spectrograms, cell that halves",
            "Sequences, recurrent cell",
            "before",
            "last",
            "in",
            "out: nodes %s side by side",
            "next state: mean of nodes %s",
            UnaryOperator.identity());
  }

  /// An edge on its way above or below the nodes.
  private record Arc(Edge edge, boolean above) {
    int height() {
      return BEND * (edge.node() - edge.from());
    }
  }

  /// @param inputs names of the nodes that come in
  /// @param out what comes out
  private record Panel(String title, List<String> inputs, List<Edge> edges, String out) {
    int nodes() {
      return 1 + edges.stream().mapToInt(Edge::node).max().orElse(0);
    }

    /// Ways into one node go one above and one below, the longer one above.
    List<Arc> arcs() {
      var arcs = new ArrayList<Arc>();
      int before = -1;
      boolean above = false;
      var ordered =
          edges.stream()
              .sorted(Comparator.comparingInt(Edge::node).thenComparingInt(Edge::from))
              .toList();
      for (var edge : ordered) {
        above = edge.node() != before || !above;
        before = edge.node();
        arcs.add(new Arc(edge, above));
      }
      return arcs;
    }

    /// From the top of the panel to its nodes.
    int middle() {
      return HEAD + highest(true);
    }

    int height() {
      return middle() + Math.max(highest(false), RADIUS) + FOOT;
    }

    private int highest(boolean above) {
      return arcs().stream()
          .filter(arc -> arc.above == above)
          .mapToInt(Arc::height)
          .max()
          .orElse(0);
    }

    String name(int node) {
      return node < inputs.size() ? inputs.get(node) : String.valueOf(node);
    }
  }

  private CellPicture() {}

  private static List<Panel> panels(Genotype structure, Captions captions) {
    var panels = new ArrayList<Panel>();
    var cnn = structure.streams().handcrafted();
    if (cnn != null) {
      var inputs = List.of(captions.before, captions.last);
      var out = captions.beside.formatted(words(cnn.concat()));
      panels.add(new Panel(captions.normal, inputs, cnn.normal(), out));
      panels.add(new Panel(captions.reduce, inputs, cnn.reduce(), out));
    }
    var rnn = structure.streams().deep();
    if (rnn != null) {
      var out = captions.mean.formatted(words(rnn.mean()));
      panels.add(new Panel(captions.recurrent, List.of(captions.in), rnn.nodes(), out));
    }
    return panels;
  }

  private static String words(List<Integer> nodes) {
    return nodes.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /// One line for each edge.
  public static String words(Genotype structure) {
    return words(structure, Captions.ENGLISH);
  }

  /// One line for each edge.
  public static String words(Genotype structure, Captions captions) {
    var text = new StringBuilder();
    for (var panel : panels(structure, captions)) {
      text.append(panel.title).append('\n');
      for (var edge : panel.edges) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %s -> %s  %s %.2f\n",
                panel.name(edge.from()),
                panel.name(edge.node()),
                captions.doing.apply(edge.op()),
                edge.weight()));
      }
      text.append("  ").append(panel.out).append('\n');
    }
    return text.toString();
  }

  /// The picture, as it is written to a file.
  public static String svg(Genotype structure) {
    return svg(structure, Captions.ENGLISH);
  }

  /// The picture with captions of a language.
  public static String svg(Genotype structure, Captions captions) {
    var panels = panels(structure, captions);
    int most = panels.stream().mapToInt(Panel::nodes).max().orElse(1);
    int width = 2 * MARGIN + (most - 1) * APART;
    int height = panels.stream().mapToInt(Panel::height).sum();
    var svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(width, height));
    svg.append("<title>%s</title>\n".formatted(safe(captions.title)));
    svg.append("<desc>%s</desc>\n".formatted(safe(words(structure, captions))));
    svg.append(
        "<rect class=\"cell-ground\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
            .formatted(width, height, GROUND));
    int top = 0;
    for (var panel : panels) {
      draw(svg, panel, top, captions);
      top += panel.height();
    }
    return svg.append("</svg>\n").toString();
  }

  /// Labels come last, so that no arc crosses them.
  private static void draw(StringBuilder svg, Panel panel, int top, Captions captions) {
    int middle = top + panel.middle();
    panel.arcs().forEach(arc -> line(svg, arc, middle));
    for (int node = 0; node < panel.nodes(); node++) {
      svg.append(
          "<circle class=\"cell-node\" cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>\n"
              .formatted(MARGIN + node * APART, middle, RADIUS, GROUND, INK));
    }
    text(svg, MARGIN - RADIUS, top + 20, "start", panel.title);
    text(svg, MARGIN - RADIUS, top + panel.height() - 12, "start", panel.out);
    for (int node = 0; node < panel.nodes(); node++) {
      int below = node < panel.inputs.size() ? RADIUS + 14 : 4;
      text(svg, MARGIN + node * APART, middle + below, "middle", panel.name(node));
    }
    panel.arcs().forEach(arc -> label(svg, arc, middle, captions));
  }

  private static int start(Arc arc, int middle) {
    return middle + (arc.above ? -RADIUS : RADIUS) / 2;
  }

  private static double halfWay(Arc arc) {
    return MARGIN + APART * (arc.edge.from() + arc.edge.node()) / 2.0;
  }

  private static void line(StringBuilder svg, Arc arc, int middle) {
    int start = start(arc, middle);
    svg.append(
        String.format(
            Locale.ROOT,
            "<path class=\"cell-way\" d=\"M%d,%d Q%.1f,%d %d,%d\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"0.6\" stroke-width=\"%.1f\"/>\n",
            MARGIN + arc.edge.from() * APART,
            start,
            halfWay(arc),
            start + (arc.above ? -2 : 2) * arc.height(),
            MARGIN + arc.edge.node() * APART,
            start,
            LINE,
            1 + 9 * arc.edge.weight()));
  }

  private static void label(StringBuilder svg, Arc arc, int middle, Captions captions) {
    int turn = start(arc, middle) + (arc.above ? -1 : 1) * arc.height();
    var does = captions.doing.apply(arc.edge.op());
    text(
        svg,
        halfWay(arc),
        turn + (arc.above ? -7 : 18),
        "middle",
        String.format(Locale.ROOT, "%s %.2f", does, arc.edge.weight()));
  }

  private static void text(StringBuilder svg, double x, int y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            INK,
            GROUND,
            anchor,
            safe(words)));
  }

  private static String safe(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
