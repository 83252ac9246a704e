package undertone.models.maedfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import undertone.models.Constant;
import undertone.models.maedfer.MaeDferConfig.Order;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Targets;
import undertone.models.video.Tokens;
import undertone.models.video.VideoClassifier;

/// A vision transformer whose blocks look closely within a region, from far between regions.
///
/// - in: clips `[B,3,T,H,W]`, colours as `Targets.normalised` makes them
/// - out: scores of classes before the softmax `[B,K]`; in pre-training what the hidden cubes held
///   `[B,Nm,P]`
///
/// Letters: B clips, M regions of n tokens, one representative before each, N = M·n, D width.
///
/// Source: Sun et al. 2023, *MAE-DFER*, sec. 3; `modeling_finetune.py`, `modeling_pretrain.py`. The
/// authors write representatives back in place; concatenation gives the same numbers.
public final class LgiFormer {
  private final MaeDferConfig config;

  public LgiFormer(MaeDferConfig config) {
    this.config = config;
  }

  /// How much each class speaks from clips, `[B,K]`.
  public NDArray classify(Pass pass, NDArray clips) {
    return pass.linear(features(pass, clips), "head");
  }

  /// What classes are told apart by, `[B,D]`.
  public NDArray features(Pass pass, NDArray clips) {
    int b = (int) clips.getShape().get(0);
    int tokens = config.cubes().grid().tokens();
    var places = config.regions().inOrder(Mask.none(b, tokens), clips.getManager());
    var x = encode(pass, "", clips, places, config.dropPath()); // [B·M,1+n,D]
    var pooled = pass.seen("pooled", byClip(chosen(x)).mean(new int[] {1}));
    return pass.norm(pooled, "fc_norm"); // [B,D]
  }

  private NDArray chosen(NDArray x) {
    return switch (config.pooling()) {
      case REPRESENTATIVES -> representatives(x);
      case CUBES -> cubes(x);
      case ALL -> x;
    };
  }

  /// What the hidden cubes of clips held, `[B,Nm,P]`, in ascending order of their places.
  public NDArray reconstruct(Pass pass, NDArray clips, Mask mask) {
    var manager = clips.getManager();
    var places = config.regions().inOrder(mask, manager); // [B,Nv]
    var x = encode(pass, VideoClassifier.ENCODER, clips, places, 0); // [B·M,1+n,D]
    var encoded = pass.norm(byClip(cubes(x)), VideoClassifier.ENCODER + "norm"); // [B,Nv,D]
    pass.seen("encoder_output_token_index", places);
    var believed = config.order() == Order.OWN ? places : mask.visible(manager);
    int tokens = config.cubes().grid().tokens();
    return config.decoder().fill(pass, encoded, believed, mask.hidden(manager), tokens);
  }

  /// What pre-training makes smaller: how far colours are off, and how far motion is.
  ///
  /// @param prediction `[B,Nm,P]`
  /// @param target as `Targets.motion` makes it, of the hidden cubes
  /// @param motion 0..1, what motion weighs; at 0.5, as published, this is the plain mean
  public static NDArray loss(NDArray prediction, NDArray target, double motion) {
    var colours = Targets.errorOfHalf(prediction, target, 0);
    var moved = Targets.errorOfHalf(prediction, target, 1);
    return colours
        .mul(Constant.beside(colours, 1 - motion))
        .add(moved.mul(Constant.beside(moved, motion)));
  }

  /// @param places of the tokens that are read, region by region `[B,Nv]`
  /// @param dropPath of the last block
  /// @return `[B·M,1+n,D]`
  private NDArray encode(Pass pass, String at, NDArray clips, NDArray places, double dropPath) {
    int m = config.regions().count();
    int d = config.width();
    long b = places.getShape().get(0);
    var all = pass.placed(pass.embed(config.cubes().cut(clips), at + "patch_embed")); // [B,N,D]
    var cubes = Tokens.pick(all, places).reshape(b * m, -1, d); // [B·M,n,D]
    var first =
        pass.weight(at + "lg_region_tokens")
            .reshape(1, m, d)
            .broadcast(new Shape(b, m, d))
            .reshape(b * m, 1, d); // [B·M,1,D]
    var x = first.concat(cubes, 1); // [B·M,1+n,D]
    for (int i = 0; i < config.depth(); i++) {
      var path = at + "blocks." + i;
      double drop = Pass.drop(dropPath, i, config.depth());
      x = pass.through(List.of(x), own -> block(pass, own.getFirst(), path, drop));
    }
    return x;
  }

  /// Local, global, local-global, feed-forward.
  private NDArray block(Pass pass, NDArray x, String at, double drop) {
    int heads = config.heads();

    var own = pass.norm(x, at + ".first_attn_norm0");
    x = x.add(pass.dropped(pass.attention(own, own, at + ".first_attn", heads), drop));

    var speakers = byClip(representatives(x)); // [B,M,D]
    if (config.steps().global) {
      var each = pass.norm(speakers, at + ".second_attn_norm0");
      speakers =
          speakers.add(pass.dropped(pass.attention(each, each, at + ".second_attn", heads), drop));
    }

    var cubes = byClip(cubes(x)); // [B,N,D]
    if (config.steps().interaction) {
      var asking = pass.norm(cubes, at + ".third_attn_norm0");
      var asked = pass.norm(speakers, at + ".third_attn_norm1");
      cubes =
          cubes.add(pass.dropped(pass.attention(asking, asked, at + ".third_attn", heads), drop));
    }

    x = byRegion(speakers).concat(byRegion(cubes), 1); // [B·M,1+n,D]
    var fed = pass.mlp(pass.norm(x, at + ".norm2"), at + ".mlp");
    return pass.seen(at, x.add(pass.dropped(fed, drop)));
  }

  private static NDArray representatives(NDArray x) {
    return x.get(":, :1");
  }

  private static NDArray cubes(NDArray x) {
    return x.get(":, 1:");
  }

  /// `[B·M,k,D]` as `[B,M·k,D]`.
  private NDArray byClip(NDArray x) {
    long k = x.getShape().get(1);
    return x.reshape(-1, config.regions().count() * k, config.width());
  }

  /// `[B,M·k,D]` as `[B·M,k,D]`.
  private NDArray byRegion(NDArray x) {
    long k = x.getShape().get(1) / config.regions().count();
    return x.reshape(-1, k, config.width());
  }
}
