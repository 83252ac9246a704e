package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Region;

/// Where in the structure of a caption some words belong, as a small word before them. A free text
/// has none.
public final class CaptionPlace {

  private CaptionPlace() {}

  public static Optional<Component> of(Said.CaptionSaid caption) {
    return of(caption.level(), caption.region());
  }

  static Optional<Component> of(CaptionLevel level, @Nullable Region region) {
    return level == CaptionLevel.FREE
        ? Optional.empty()
        : Optional.of(Drawn.text("cue", Words.of(region == null ? level : region)));
  }
}
