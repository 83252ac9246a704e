package undertone.engine.frames;

/// How a network of frames learns.
///
/// @param epochs of so many films
/// @param films of an epoch, drawn anew in each
/// @param frames of a film
/// @param measured films that are measured on
/// @param rate of learning, at the start of its cosine
/// @param missing share of frames for which a task is not told, drawn for each task apart
/// @param seed of all that is drawn
public record FramePlan(
    int epochs, int films, int frames, int measured, double rate, double missing, long seed) {

  public FramePlan {
    if (Math.min(Math.min(epochs, films), Math.min(frames, measured)) < 1 || frames < 2) {
      throw new IllegalArgumentException(
          "There must be an epoch, a film and two frames at least, but there are %d, %d and %d."
              .formatted(epochs, Math.min(films, measured), frames));
    }
    if (!(missing >= 0 && missing < 1)) {
      throw new IllegalArgumentException(
          "What is missing is a share below 1, but it is %s.".formatted(missing));
    }
  }

  /// The same under another seed.
  public FramePlan withSeed(long other) {
    return new FramePlan(epochs, films, frames, measured, rate, missing, other);
  }
}
