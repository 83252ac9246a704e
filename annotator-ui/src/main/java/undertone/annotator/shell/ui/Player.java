package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import org.jspecify.annotations.Nullable;
import undertone.annotator.media.ClipStretch;
import undertone.annotator.media.MediaAddresses;
import undertone.corpora.Modality;

/// One clip to watch, hear or read, with the controls of the annotator's desk.
@Tag("undertone-player")
@JsModule("./desk/undertone-player.ts")
public final class Player extends Component {

  /// @param text what is said, or the text itself
  /// @param silent whether there is nothing to hear
  public Player(
      MediaAddresses media,
      Modality modality,
      @Nullable String text,
      @Nullable Long durationMicros,
      boolean silent) {
    attribute("media-url", media.mediaUrl());
    attribute("poster-url", media.posterUrl());
    attribute("peaks-url", media.peaksUrl());
    attribute("frames-url", media.framesUrl());
    attribute("modality", modality.name());
    attribute("text", text);
    attribute("language", Words.locale().getLanguage());
    attribute("duration-micros", durationMicros == null ? null : durationMicros.toString());
    getElement().setAttribute("silent", silent);
  }

  /// In pixels; the player keeps the shape before the media has come.
  public Player shaped(@Nullable Integer width, @Nullable Integer height) {
    attribute("width", width == null ? null : width.toString());
    attribute("height", height == null ? null : height.toString());
    return this;
  }

  /// Draws what machines follow in the face under its timeline.
  ///
  /// @param address of the tracks; null for none
  public Player tracked(@Nullable String address) {
    attribute("tracks-url", address);
    return this;
  }

  /// Blurs and mutes the clip until it is asked for.
  public Player veiled(boolean distressing) {
    getElement().setAttribute("distressing", distressing);
    return this;
  }

  /// Fetches its media and neither plays nor takes keys until it is let go.
  public Player waiting(boolean waits) {
    getElement().setAttribute("waiting", waits);
    return this;
  }

  /// Opens the clip where a stretch of it begins, and at first plays no further than to its end.
  public Player within(ClipStretch stretch) {
    attribute("from-micros", Long.toString(stretch.startMicros()));
    attribute("to-micros", Long.toString(stretch.endMicros()));
    return this;
  }

  /// Plays the stretch that it was opened at.
  public void playStretch() {
    getElement().callJsFunction("playStretch");
  }

  /// Plays as soon as it is shown.
  public Player atOnce() {
    getElement().setAttribute("autoplay", true);
    return this;
  }

  /// Takes the clip to a moment, in microseconds from its start.
  public void seek(long micros) {
    getElement().callJsFunction("seek", (double) micros);
  }

  private void attribute(String name, @Nullable String value) {
    if (value != null) {
      getElement().setAttribute(name, value);
    }
  }
}
