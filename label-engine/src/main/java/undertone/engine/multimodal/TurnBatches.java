package undertone.engine.multimodal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.Dialogue;
import undertone.models.hosting.FeatureBatch;
import undertone.models.hosting.FeatureModel;

/// Conversations side by side as tensors.
///
/// Behind the numbers of every turn and step stands a one, which goes with them when they are
/// missing: so a network tells what is missing from what is average, and a modality that no clip
/// has is a one that is never there.
///
/// @param clips on the model's scale and in its form
/// @param speakers that the model knows; any more count as the last of them
record TurnBatches(DescribedClips clips, FeatureModel.Reads reads, int speakers) {

  /// @param talks of one turn each where clips are read by themselves
  /// @param taught of the clips that teach
  FeatureBatch of(List<Dialogue> talks, Taught taught, Gaps gaps, NDManager manager) {
    int n = talks.stream().mapToInt(Dialogue::length).max().orElse(1);
    var shape = new Shape(talks.size(), n);
    var speaking = new long[talks.size() * n];
    var classes = new long[talks.size() * n];
    var labelled = new float[talks.size() * n];
    var valences = new float[talks.size() * n];
    var rated = new float[talks.size() * n];
    for (int b = 0; b < talks.size(); b++) {
      var talk = talks.get(b);
      for (int i = 0; i < talk.length(); i++) {
        speaking[b * n + i] = Math.min(talk.speakers().get(i), speakers - 1);
        var clip = talk.turns().get(i).name();
        var label = taught.labels().get(clip);
        if (label != null) {
          classes[b * n + i] = label;
          labelled[b * n + i] = 1;
        }
        var valence = taught.valences().get(clip);
        if (valence != null) {
          valences[b * n + i] = valence.floatValue();
          rated[b * n + i] = 1;
        }
      }
    }
    var states =
        switch (reads) {
          case TURNS, CLIPS -> turns(talks, n, gaps);
          case STEPS -> steps(talks, gaps);
        };
    var complete = new NDList();
    var real = new NDList();
    var had = new NDList();
    var kept = new NDList();
    for (var state : states) {
      complete.add(state.numbers(manager));
      real.add(state.mask(state.real, manager));
      had.add(state.mask(state.had, manager));
      kept.add(state.mask(state.kept, manager));
    }
    return new FeatureBatch(
        complete,
        real,
        had,
        kept,
        manager.create(speaking, shape),
        manager.create(classes, shape),
        manager.create(labelled, shape),
        manager.create(valences, shape),
        manager.create(rated, shape));
  }

  /// Turns of a conversation, or of a single clip as many steps as its longest modality has.
  int length(Dialogue talk) {
    return switch (reads) {
      case TURNS, CLIPS -> talk.length();
      case STEPS -> {
        var clip = talk.turns().getFirst().name();
        yield IntStream.range(0, clips.sources().size())
            .map(source -> clips.of(source, clip).map(ClipSteps::length).orElse(0))
            .max()
            .orElse(0);
      }
    };
  }

  private List<States> turns(List<Dialogue> talks, int n, Gaps gaps) {
    var widths = Source.widths(clips.sources());
    var states = widths.stream().map(width -> new States(talks.size(), n, width)).toList();
    for (int b = 0; b < talks.size(); b++) {
      var talk = talks.get(b);
      for (int i = 0; i < talk.length(); i++) {
        var clip = talk.turns().get(i).name();
        var had = new boolean[widths.size()];
        for (int m = 0; m < had.length; m++) {
          had[m] = found(m, clip) != null;
        }
        var stays = gaps.turn(clip, had);
        for (int m = 0; m < had.length; m++) {
          var vector = found(m, clip);
          states
              .get(m)
              .set(b, i, vector == null ? null : vector.whole().orElseThrow(), 0, stays[m]);
        }
      }
    }
    return states;
  }

  private List<States> steps(List<Dialogue> talks, Gaps gaps) {
    var widths = Source.widths(clips.sources());
    return IntStream.range(0, widths.size())
        .mapToObj(m -> steps(talks, m, widths.get(m), gaps))
        .toList();
  }

  private States steps(List<Dialogue> talks, int m, int width, Gaps gaps) {
    int longest = 1;
    for (var talk : talks) {
      var steps = found(m, talk.turns().getFirst().name());
      longest = Math.max(longest, steps == null ? 0 : steps.length());
    }
    var states = new States(talks.size(), longest, width);
    for (int b = 0; b < talks.size(); b++) {
      var clip = talks.get(b).turns().getFirst().name();
      var steps = found(m, clip);
      if (steps == null) {
        continue; // nothing is real of a modality that a clip lacks
      }
      var numbers = steps.steps();
      var stays = gaps.steps(clip, m, steps.length());
      for (int t = 0; t < steps.length(); t++) {
        states.set(b, t, steps.has(t) ? numbers : null, t * steps.dim(), stays.get(t));
      }
    }
    return states;
  }

  private @Nullable ClipSteps found(int modality, String clip) {
    int source = clips.place(FeatureModel.MODALITIES.get(modality));
    return source < 0 ? null : clips.of(source, clip).orElse(null);
  }

  /// One modality of a batch, `[B,T,D]` and masks `[B,T]`.
  private static final class States {
    private final int batch;
    private final int length;
    private final int width;
    private final float[] numbers;
    final float[] real;
    final float[] had;
    final float[] kept;

    States(int batch, int length, int width) {
      this.batch = batch;
      this.length = length;
      this.width = width;
      numbers = new float[batch * length * width];
      real = new float[batch * length];
      had = new float[batch * length];
      kept = new float[batch * length];
    }

    /// @param vector null = it is missing
    /// @param from where its numbers begin
    void set(int b, int t, float @Nullable [] vector, int from, boolean stays) {
      int at = b * length + t;
      real[at] = 1;
      if (vector != null) {
        System.arraycopy(vector, from, numbers, at * width, width - 1);
        numbers[at * width + width - 1] = 1;
        had[at] = 1;
        kept[at] = stays ? 1 : 0;
      }
    }

    NDArray numbers(NDManager manager) {
      return manager.create(numbers, new Shape(batch, length, width));
    }

    NDArray mask(float[] mask, NDManager manager) {
      return manager.create(mask, new Shape(batch, length));
    }
  }
}
