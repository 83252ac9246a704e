package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.trace.Axis;

/// How a voter rates a whole clip, in words and numbers.
public final class Rating {

  private Rating() {}

  /// One piece of text for each dimension that was rated, -1..1.
  public static List<Component> of(@Nullable Double valence, @Nullable Double arousal) {
    return Stream.of(said(Axis.VALENCE, valence), said(Axis.AROUSAL, arousal))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Component> said(Axis axis, @Nullable Double value) {
    return value == null
        ? List.of()
        : List.of(
            Drawn.text(
                "fine number", Words.say("said.rating", Words.say("lanes.axis." + axis), value)));
  }
}
