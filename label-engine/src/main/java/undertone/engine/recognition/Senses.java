package undertone.engine.recognition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of a clip is to be seen and heard: its face in time, and its sound.
public final class Senses {
  /// Of a clip with neither.
  public static final Senses NONE = new Senses(null, null);

  private final @Nullable FaceFilm faces;
  private final @Nullable MelSound sound;

  private Senses(@Nullable FaceFilm faces, @Nullable MelSound sound) {
    this.faces = faces;
    this.sound = sound;
  }

  public static Senses of(Optional<FaceFilm> faces, Optional<MelSound> sound) {
    return new Senses(faces.orElse(null), sound.orElse(null));
  }

  /// Empty if no face was found.
  public Optional<FaceFilm> faces() {
    return Optional.ofNullable(faces);
  }

  /// Empty if there is no sound, or nothing but silence.
  public Optional<MelSound> sound() {
    return Optional.ofNullable(sound);
  }
}
