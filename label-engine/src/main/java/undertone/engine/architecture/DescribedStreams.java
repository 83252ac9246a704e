package undertone.engine.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import undertone.engine.contract.ClipSteps;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.Gaps;
import undertone.engine.multimodal.Source;
import undertone.models.hosting.FeatureModel;

/// Clips of a corpus as both streams take them: their spectrogram, and what extractors say of them
/// in the course of time.
///
/// A clip is cut into twenty slices. What an extractor says within a slice is averaged; what it
/// says of a stretch across several stands in each. Numbers of all sources stand side by side,
/// behind those of each a one that goes with them, so that what is missing does not look like what
/// is average.
///
/// @param lessons in order
/// @param clips what is known of them by steps, on the model's scale
/// @param maps spectrograms `[T,32]`, by clip; none of a clip without sound
/// @param gaps what is taken away
record DescribedStreams(
    List<Lesson> lessons, int classes, DescribedClips clips, Map<String, float[][]> maps, Gaps gaps)
    implements StreamClips {
  private static final int SLICES = 20;
  private static final float[][] NOTHING = {};
  private static final int SOUND = FeatureModel.MODALITIES.indexOf("audio");

  /// @param clip its id
  /// @param label class, from 0; of a clip that is asked about, any
  /// @param group its conversation or speaker
  record Lesson(String clip, int label, String group) {}

  DescribedStreams {
    lessons = List.copyOf(lessons);
    maps = Map.copyOf(maps);
  }

  /// The same with something taken away.
  DescribedStreams without(Gaps some) {
    return new DescribedStreams(lessons, classes, clips, maps, some);
  }

  /// What clips look like that are described by some sources.
  static StreamForm form(List<Source> sources, int classes) {
    int numbers = sources.stream().mapToInt(source -> source.card().dim() + 1).sum();
    return new StreamForm(numbers, SLICES, classes);
  }

  @Override
  public int size() {
    return lessons.size();
  }

  @Override
  public StreamForm form() {
    return form(clips.sources(), classes);
  }

  @Override
  public int label(int place) {
    return lessons.get(place).label;
  }

  @Override
  public String speaker(int place) {
    return lessons.get(place).group;
  }

  @Override
  public float[][] map(int place) {
    var clip = lessons.get(place).clip;
    return kept(clip)[SOUND] ? maps.getOrDefault(clip, NOTHING) : NOTHING;
  }

  /// By modality; where sound goes, spectrogram and features of it go together.
  private boolean[] kept(String clip) {
    var had = new boolean[FeatureModel.MODALITIES.size()];
    for (int m = 0; m < had.length; m++) {
      int source = clips.place(FeatureModel.MODALITIES.get(m));
      had[m] = source >= 0 && clips.of(source, clip).isPresent();
    }
    had[SOUND] |= maps.containsKey(clip);
    return gaps.turn(clip, had);
  }

  @Override
  public float[][] sequence(int place) {
    var clip = lessons.get(place).clip;
    var kept = kept(clip);
    var slices = new float[SLICES][form().numbers()];
    var known = new boolean[SLICES];
    int column = 0;
    for (int s = 0; s < clips.sources().size(); s++) {
      var card = clips.sources().get(s).card();
      var steps = clips.of(s, clip).orElse(null);
      if (steps != null && kept[FeatureModel.MODALITIES.indexOf(card.name())]) {
        slice(steps, slices, column, known);
      }
      column += card.dim() + 1;
    }
    int there = 0;
    for (int t = 0; t < SLICES; t++) {
      if (known[t]) {
        slices[there++] = slices[t];
      }
    }
    return Arrays.copyOf(slices, there);
  }

  private static void slice(ClipSteps steps, float[][] slices, int column, boolean[] known) {
    int dim = steps.dim();
    var count = new int[SLICES];
    for (int step = 0; step < steps.length(); step++) {
      int from = step * SLICES / steps.length();
      int to = Math.max(from + 1, (step + 1) * SLICES / steps.length());
      for (int t = from; t < to && steps.has(step); t++) {
        count[t]++;
        for (int d = 0; d < dim; d++) {
          slices[t][column + d] += steps.at(step, d);
        }
      }
    }
    for (int t = 0; t < SLICES; t++) {
      for (int d = 0; d < dim && count[t] > 1; d++) {
        slices[t][column + d] /= count[t];
      }
      if (count[t] > 0) {
        slices[t][column + dim] = 1;
        known[t] = true;
      }
    }
  }
}
