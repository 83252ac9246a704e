package undertone.engine.features;

import java.io.IOException;

/// The media of one clip could not be read. The other clips are not concerned.
public final class UnreadableClipException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableClipException(ClipSource clip, IOException cause) {
    super(
        "Clip %s cannot be read (%s); it gets no features of its media."
            .formatted(clip.clip(), cause),
        cause);
  }
}
