package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipRating;
import undertone.corpora.trace.Axis;

/// How a voter rates a whole clip, or a curator settled it, in words and numbers.
public final class Rating {

  private Rating() {}

  /// One piece of text for each dimension that was rated.
  public static List<Component> of(ClipRating rating) {
    var said = new ArrayList<Component>();
    add(said, "lanes.axis." + Axis.VALENCE, "said.rating", rating.valence());
    add(said, "lanes.axis." + Axis.AROUSAL, "said.rating", rating.arousal());
    add(said, "said.intensity", "said.share", rating.intensity());
    return List.copyOf(said);
  }

  private static void add(
      List<Component> said, String dimension, String sentence, @Nullable Double value) {
    if (value != null) {
      said.add(Drawn.text("fine number", Words.say(sentence, Words.say(dimension), value)));
    }
  }
}
