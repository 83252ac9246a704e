package undertone.engine.bench;

import java.nio.file.Path;
import undertone.corpora.LabelScheme;
import undertone.engine.frames.StreamCourse;

/// What `bench abaw --model fusion` is asked.
///
/// @param data a folder with `clips.csv`: sounds, label, speaker
/// @param scheme labels with their places in valence and arousal
/// @param course of every training, with the first seed
/// @param seeds so many, from that of the course
/// @param limit so many sounds, drawn by the seed; 0 = all
public record StreamBenchOptions(
    Path data, LabelScheme scheme, StreamCourse course, int seeds, int limit) {

  public StreamBenchOptions {
    if (seeds < 1 || limit < 0) {
      throw new IllegalArgumentException(
          "There must be a seed at least and a limit of 0 or more, but they are %d and %d."
              .formatted(seeds, limit));
    }
  }
}
