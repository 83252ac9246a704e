package undertone.engine.contract;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.ClipRow;
import undertone.models.missing.SequenceMasks;

/// Clips side by side as tensors. Three ways of being absent are kept apart: beyond the clip's end,
/// a step that is missing, a modality that the clip lacks. What is missing is exactly zero.
///
/// @param ids of the clips, in order
/// @param complete `[B,T_m,D_m]` each, in the order of the card; a vector of the whole is one step
/// @param real `[B,T_m]` each, 0 = beyond the end
/// @param kept `[B,T_m]` each, 0 = the step is missing; never more than real
/// @param present `[B,M]`, 0 = the clip lacks the modality, of which nothing is kept then
public record StepBatch(
    List<String> ids, NDList complete, NDList real, NDList kept, NDArray present) {

  public StepBatch {
    ids = List.copyOf(ids);
  }

  /// Takes more away from a clip than is missing by itself.
  public interface Gaps {
    /// Whether the clip keeps the modality as a whole.
    boolean keeps(String clip, int modality);

    /// By step, whether it stays.
    boolean[] steps(String clip, String modality, int length);
  }

  /// @param scale null = numbers as they are in the files
  /// @param gaps null = nothing is taken away
  public static StepBatch of(
      FeatureSet set,
      List<ClipRow> clips,
      @Nullable Normalisation scale,
      @Nullable Gaps gaps,
      NDManager manager)
      throws IOException {
    var complete = new NDList();
    var real = new NDList();
    var kept = new NDList();
    var modalities = set.card().modalities();
    var present = new float[clips.size() * modalities.size()];
    for (int m = 0; m < modalities.size(); m++) {
      var modality = modalities.get(m);
      var read = new ArrayList<@Nullable ClipSteps>();
      for (var clip : clips) {
        read.add(
            set.steps(clip, modality)
                .map(steps -> scale == null ? steps : scale.of(modality, steps))
                .map(StepBatch::asSteps)
                .orElse(null));
      }
      int longest =
          read.stream().mapToInt(steps -> steps == null ? 0 : steps.length()).max().orElse(0);
      longest = Math.max(1, longest);
      var masks = new SequenceMasks(clips.size(), longest);
      var values = new float[clips.size() * longest * modality.dim()];
      for (int c = 0; c < clips.size(); c++) {
        var steps = read.get(c);
        var name = clips.get(c).name();
        if (steps == null || steps.kept() == 0) {
          continue;
        }
        steps.copyTo(values, c * longest * modality.dim());
        if (gaps != null && !gaps.keeps(name, m)) {
          masks.lacks(c, steps.length());
          continue;
        }
        present[c * modalities.size() + m] = 1;
        var stays = gaps == null ? null : gaps.steps(name, modality.name(), steps.length());
        var there = new boolean[steps.length()];
        for (int t = 0; t < there.length; t++) {
          there[t] = steps.has(t) && (stays == null || stays[t]);
        }
        masks.put(c, there);
      }
      complete.add(manager.create(values, new Shape(clips.size(), longest, modality.dim())));
      real.add(masks.real(manager));
      kept.add(masks.kept(manager));
    }
    return new StepBatch(
        clips.stream().map(ClipRow::name).toList(),
        complete,
        real,
        kept,
        manager.create(present, new Shape(clips.size(), modalities.size())));
  }

  private static ClipSteps asSteps(ClipSteps clip) {
    return clip.length() > 0 ? clip : ClipSteps.of(clip.dim(), clip.whole().orElseThrow());
  }

  /// What is left of the clips: zeros where anything is missing, `[B,T_m,D_m]` each.
  public NDList incomplete() {
    var left = new NDList();
    for (int m = 0; m < complete.size(); m++) {
      left.add(complete.get(m).mul(kept.get(m).expandDims(2)));
    }
    return left;
  }
}
