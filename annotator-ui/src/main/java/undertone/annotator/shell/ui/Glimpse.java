package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.Locale;
import undertone.annotator.media.ClipStretch;
import undertone.corpora.Modality;

/// A clip as a thumbnail that plays in place.
@Tag("undertone-glimpse")
@JsModule("./shell/undertone-glimpse.ts")
public final class Glimpse extends Component {

  /// @param name what the thumbnail says to those who cannot see it
  /// @param media address of the media, empty for text
  /// @param poster address of a still, empty if there is none
  /// @param words the text of a text clip
  public Glimpse(String name, Modality kind, String media, String poster, String words) {
    getElement()
        .setProperty("name", name)
        .setProperty("kind", kind.name().toLowerCase(Locale.ROOT))
        .setProperty("src", media)
        .setProperty("poster", poster)
        .setProperty("words", words);
  }

  /// Shows the clip where a stretch of it begins, and plays that stretch alone.
  public Glimpse within(ClipStretch stretch) {
    getElement()
        .setProperty("from", stretch.startMicros() / 1e6)
        .setProperty("to", stretch.endMicros() / 1e6);
    return this;
  }
}
