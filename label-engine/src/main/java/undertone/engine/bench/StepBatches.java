package undertone.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import undertone.corpora.manifest.ClipRow;
import undertone.models.emt.Clips;
import undertone.models.missing.MissingSimulator;
import undertone.models.missing.SequenceMasks;

/// Makes batches of clips in two views: complete, and with steps taken away.
record StepBatches(SpokenClips clips) {
  private static final List<String> MODALITIES = List.of("text", "audio", "visual");

  /// @param missing `[B,T_m]` each, 1 = taken away
  /// @param values `[B]`, in units of the bound
  record Batch(Clips complete, Clips incomplete, NDList missing, NDArray values) {}

  Batch of(List<ClipRow> rows, MissingSimulator gaps, double rate, NDManager manager) {
    int b = rows.size();
    var steps = new NDList();
    var left = new NDList();
    var real = new NDList();
    var missing = new NDList();
    for (int m = 0; m < MODALITIES.size(); m++) {
      int modality = m;
      int longest = rows.stream().mapToInt(row -> clips.length(row, modality)).max().orElse(1);
      int width = clips.width(m);
      var masks = new SequenceMasks(b, longest);
      var features = new float[b * longest * width];
      for (int c = 0; c < b; c++) {
        var row = rows.get(c);
        int length = clips.length(row, m);
        masks.put(c, gaps.steps(row.name(), MODALITIES.get(m), length, rate));
        clips.write(row, m, features, c * longest * width);
      }
      var all = manager.create(features, new Shape(b, longest, width));
      var kept = masks.kept(manager);
      steps.add(all);
      left.add(all.mul(kept.expandDims(2)));
      real.add(masks.real(manager));
      missing.add(real.get(m).sub(kept));
    }
    var values = new float[b];
    for (int c = 0; c < b; c++) {
      values[c] = (float) (SpokenClips.valence(rows.get(c)) / clips.bound());
    }
    var keptWords = real.get(0).sub(missing.get(0));
    return new Batch(
        new Clips(SequenceMasks.mean(steps.get(0), real.get(0)), steps, real),
        new Clips(SequenceMasks.mean(left.get(0), keptWords), left, real),
        missing,
        manager.create(values));
  }
}
