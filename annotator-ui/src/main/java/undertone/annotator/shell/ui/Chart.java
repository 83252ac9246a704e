package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Curves and bars over a common axis. The numbers are one key away: T turns the picture into a
/// table.
@Tag("undertone-chart")
@NpmPackage(value = "echarts", version = "6.1.0")
@JsModule("./charts/undertone-chart.ts")
public final class Chart extends Component {

  /// @param kind how the values are drawn
  /// @param scale 0 = left, 1 = right
  /// @param values one per place on the axis; null where there is none
  public record Series(String name, Kind kind, int scale, List<@Nullable Double> values) {
    public enum Kind {
      LINE,
      BAR
    }
  }

  /// Draws anew.
  ///
  /// @param summary what the picture shows, for those who cannot see it
  /// @param places numbers or words along the axis
  /// @param scales names of the left and, if used, right scale
  public void draw(
      String summary, String axis, List<?> places, List<String> scales, List<Series> series) {
    var drawn =
        series.stream()
            .map(s ->
                Map.of(
                    "name", s.name(),
                    "kind", s.kind() == Series.Kind.LINE ? "line" : "bar",
                    "scale", s.scale(),
                    "values", s.values()))
            .toList();
    getElement()
        .setPropertyMap(
            "model",
            Map.of(
                "summary", summary,
                "xName", axis,
                "x", places,
                "scales", scales,
                "series", drawn,
                "words",
                    Map.of(
                        "numbers", Words.say("chart.numbers"),
                        "picture", Words.say("chart.picture"),
                        "empty", Words.say("chart.empty"))));
  }
}
