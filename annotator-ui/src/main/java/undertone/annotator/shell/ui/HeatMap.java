package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tables whose cells are the darker the higher they are.
public final class HeatMap {

  private HeatMap() {}

  /// What stands in a cell.
  ///
  /// @param share how dark it is, 0..1
  /// @param link leads to the clips; null = nothing to show
  public record Cell(String text, double share, @Nullable Anchor link) {}

  /// @param corner what rows and columns are, `said ↓ / truth →`
  public static Component of(
      String caption,
      String corner,
      List<String> rows,
      List<String> columns,
      List<List<Cell>> cells) {
    var head =
        Drawn.element(
            "tr", "", corner.isEmpty() ? Drawn.element("td", "") : Drawn.cell("th", corner, "col"));
    columns.forEach(column -> head.add(Drawn.cell("th", column, "col")));
    var body = Drawn.element("tbody", "");
    for (int r = 0; r < rows.size(); r++) {
      var row = Drawn.element("tr", "", Drawn.cell("th", rows.get(r), "row"));
      for (var one : cells.get(r)) {
        var cell = Drawn.element("td", "heat");
        Drawn.vary(cell, "--share", Double.toString(Math.clamp(one.share(), 0, 1)));
        var link = one.link();
        if (link == null) {
          cell.setText(one.text());
        } else {
          cell.add(link);
        }
        row.add(cell);
      }
      body.add(row);
    }
    var words = Drawn.element("caption", "fine");
    words.setText(caption);
    return Drawn.scrolled(
        Drawn.element("table", "table heatmap", words, Drawn.element("thead", "", head), body),
        caption);
  }
}
