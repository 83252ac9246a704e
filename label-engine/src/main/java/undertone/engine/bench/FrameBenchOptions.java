package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import undertone.corpora.LabelScheme;
import undertone.engine.frames.FrameCase;
import undertone.engine.frames.FramePlan;

/// What `bench abaw` is asked.
///
/// @param data a folder with `clips.csv`: faces with labels, and votes where there are some
/// @param scheme labels with their places in valence and arousal
/// @param plan of every trial, with the first seed
/// @param cases what is compared
/// @param seeds so many, from that of the plan
/// @param limit so many faces, drawn by the seed; 0 = all
public record FrameBenchOptions(
    Path data, LabelScheme scheme, FramePlan plan, List<FrameCase> cases, int seeds, int limit) {

  public FrameBenchOptions {
    cases = List.copyOf(cases);
    if (seeds < 1 || limit < 0 || cases.isEmpty()) {
      throw new IllegalArgumentException(
          "There must be a case and a seed at least and a limit of 0 or more, but they are %s, %d and %d."
              .formatted(cases, seeds, limit));
    }
  }
}
