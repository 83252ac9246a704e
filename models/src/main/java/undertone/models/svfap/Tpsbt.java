package undertone.models.svfap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Tokens;
import undertone.models.video.VideoClassifier;

/// The temporal pyramid and spatial bottleneck transformer: from stage to stage fewer moments, and
/// within a stage a few tokens for each that do the far-reaching attention in place of all.
///
/// - in: clips `[B,3,T,H,W]`, colours as `Targets.normalised` makes them
/// - out: scores of classes before the softmax `[B,K]`; in pre-training what the hidden cubes held
///   `[B,Nm,P]`
///
/// Letters: B clips, T slices, S tokens of a slice, G that sum one up, D width.
///
/// Source: Sun et al. 2024, *SVFAP*, sec. III; `modeling_finetune.py`. In pre-training the authors'
/// released code differs from their article and from this: its last block of a stage looks at the
/// whole clip, hidden cubes included, and its coarse stages are spread over twice their slices. The
/// article's form is kept, as nothing can be learned from gaps that are shown.
public final class Tpsbt {
  private final SvfapConfig config;

  public Tpsbt(SvfapConfig config) {
    this.config = config;
  }

  /// How much each class speaks from clips, `[B,K]`.
  public NDArray classify(Pass pass, NDArray clips) {
    return pass.linear(features(pass, clips), "head");
  }

  /// What classes are told apart by, `[B,D]`.
  public NDArray features(Pass pass, NDArray clips) {
    var all = Mask.none((int) clips.getShape().get(0), config.cubes().grid().tokens());
    var last = stages(pass, "", clips, all, config.dropPath()).getLast(); // [B,T·S,D]
    return pass.norm(pass.seen("pooled", last.mean(new int[] {1})), "fc_norm");
  }

  /// What the hidden cubes of clips held, `[B,Nm,P]`, in ascending order of their places.
  public NDArray reconstruct(Pass pass, NDArray clips, Mask mask) {
    var stages = stages(pass, VideoClassifier.ENCODER, clips, mask, 0);
    var sum = stages.getFirst();
    for (int s = 1; s < stages.size(); s++) {
      var spread = spread(stages.get(s), sum.getShape().get(1), mask);
      sum = sum.add(pass.seen("upsampled_stage" + (s + 1), spread));
    }
    var encoded =
        pass.norm(pass.seen("multiscale_sum", sum), VideoClassifier.ENCODER + "norm"); // [B,Nv,D]
    var manager = clips.getManager();
    int tokens = config.cubes().grid().tokens();
    return config
        .decoder()
        .fill(pass, encoded, mask.visible(manager), mask.hidden(manager), tokens);
  }

  /// Each slice of a coarse stage in place of all those that it came from.
  private NDArray spread(NDArray coarse, long tokens, Mask mask) {
    int s = mask.visiblePerSlice(config.cubes().grid());
    int d = config.width();
    long slices = coarse.getShape().get(1) / s;
    long times = tokens / coarse.getShape().get(1);
    return coarse
        .reshape(-1, slices, 1, s, d)
        .broadcast(new Shape(coarse.getShape().get(0), slices, times, s, d))
        .reshape(-1, tokens, d);
  }

  /// What each stage makes of the visible tokens, `[B,T·S,D]` with fewer and fewer slices.
  private List<NDArray> stages(Pass pass, String at, NDArray clips, Mask mask, double dropPath) {
    int s = mask.visiblePerSlice(config.cubes().grid());
    var all = pass.placed(pass.embed(config.cubes().cut(clips), at + "patch_embed")); // [B,N,D]
    var x = Tokens.pick(all, mask.visible(clips.getManager())); // [B,T·S,D]
    var stages = new ArrayList<NDArray>();
    int j = 0;
    for (int stage = 0; stage < config.depths().size(); stage++) {
      int end = j + config.depths().get(stage);
      if (stage == 0) {
        for (; j < end; j++) {
          x = pass.block(x, at + "blocks." + j, config.heads(), drop(dropPath, j));
        }
      } else {
        x = fewerMoments(pass, x, at + "temporal_downsamples." + (stage - 1), s);
        var sums = summedUp(pass, x, at + "spatial_downsamples." + (stage - 1), s); // [B,T·G,D]
        for (; j < end - 1; j++) {
          sums = pass.crossBlock(sums, x, at + "blocks." + j, config.heads(), drop(dropPath, j));
        }
        x = pass.crossBlock(x, sums, at + "blocks." + j, config.heads(), drop(dropPath, j));
        j++;
      }
      stages.add(x);
    }
    return stages;
  }

  private double drop(double last, int block) {
    return Pass.drop(last, block, config.blocks());
  }

  /// A convolution over time, place by place.
  private NDArray fewerMoments(Pass pass, NDArray x, String path, int s) {
    int k = config.stride();
    int d = config.width();
    long slices = x.getShape().get(1) / s / k;
    var pieces =
        x.reshape(-1, slices, k, s, d)
            .transpose(0, 1, 3, 4, 2) // [B,T,S,D,k]
            .reshape(-1, slices * s, (long) d * k);
    return pass.kernel(pieces, path);
  }

  /// For each slice the G mixtures of its tokens that a small network asks for.
  private NDArray summedUp(Pass pass, NDArray x, String path, int s) {
    long slices = x.getShape().get(1) / s;
    int g = config.bottleneck();
    var shares =
        pass.mlp(pass.norm(x, path + ".norm"), path + ".mlp")
            .reshape(-1, slices, s, g)
            .softmax(2)
            .transpose(0, 1, 3, 2); // [B,T,G,S]
    var mixed = shares.matMul(x.reshape(-1, slices, s, config.width())); // [B,T,G,D]
    return pass.seen(path, mixed.reshape(-1, slices * g, config.width()));
  }
}
