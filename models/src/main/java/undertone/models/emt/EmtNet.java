package undertone.models.emt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.Constant;
import undertone.models.StateDict;

/// An efficient multimodal transformer: three global tokens, one per modality, and the steps of
/// each modality promote each other layer by layer, so that modalities meet without every step
/// looking at every other.
///
/// Letters: B clips, T_m steps, d width of a token, M = 3 modalities: l words, a sound, v picture.
///
/// The same weights read the complete and the incomplete view. Only [#view] is needed once it has
/// learned; [#pull] and [#restored] serve the losses of [EmtLoss].
///
/// Source: Sun et al. 2023, arXiv:2208.07589; names of arrays as in the authors' code.
public final class EmtNet {
  /// Modalities, by the names of the authors' code, in order.
  private static final List<String> MODALITIES = List.of("text", "audio", "video");

  private static final int LOCAL_FROM_GLOBAL = 0;
  private static final int GLOBAL_FROM_LOCAL = 1;
  private static final int INNER = 4; // times the width, inside the feed-forward part
  private static final float NEVER = -1e9f;

  private final EmtConfig config;
  private final StateDict weights;

  /// @param manager owns the weights
  /// @param random draws them
  public EmtNet(EmtConfig config, NDManager manager, SplittableRandom random) {
    this.config = config;
    weights = new StateDict(manager, random);
    int d = config.width();
    addReader("audio_model", config.audio(), config.audioHidden(), config.audioOut());
    addReader("video_model", config.vision(), config.visionHidden(), config.visionOut());
    var wholes = List.of(config.text(), config.audioOut(), config.visionOut());
    var features = List.of(config.text(), config.audio(), config.vision());
    for (int m = 0; m < MODALITIES.size(); m++) {
      weights.addLinearWithoutBias("proj_" + MODALITIES.get(m), wholes.get(m), d);
      weights.addLinear("recon_" + MODALITIES.get(m), d, features.get(m));
    }
    var hidden = config.expectation();
    addPull("gmc_tokens", MODALITIES.size() * d, hidden.all());
    addPull("text", config.text(), hidden.text());
    addPull("audio", config.audioOut(), hidden.audio());
    addPull("video", config.visionOut(), hidden.vision());
    addFusion();
    int all = wholes.stream().mapToInt(Integer::intValue).sum() + MODALITIES.size() * d;
    weights.addLinear("post_fusion_layer_1", all, config.head());
    weights.addLinear("post_fusion_layer_2", config.head(), config.head());
    weights.addLinear("post_fusion_layer_3", config.head(), config.outputs());
  }

  private void addReader(String path, int in, int hidden, int out) {
    weights.addLstm(path + ".rnn", "l0", in, hidden);
    weights.addLinear(path + ".linear_1", hidden, out);
  }

  private void addPull(String path, int width, int hidden) {
    weights.addLinear(path + "_projector.net.0", width, width);
    weights.addStatistics(path + "_projector.net.1", width);
    weights.addLinearWithoutBias(path + "_predictor.net.0", width, hidden);
    weights.addNorm(path + "_predictor.net.1", hidden);
    weights.addStatistics(path + "_predictor.net.1", hidden);
    weights.addLinear(path + "_predictor.net.3", hidden, width);
  }

  private void addFusion() {
    var sharing = config.sharing();
    int all = MODALITIES.size() * config.width();
    for (int layer = 0; layer < (sharing.layers() ? 1 : config.layers()); layer++) {
      for (int m = 0; m < (sharing.modalities() ? 1 : MODALITIES.size()); m++) {
        for (int direction = 0; direction < (sharing.directions() ? 1 : 2); direction++) {
          addUnit(unit(layer, m, direction));
        }
      }
      weights.addLinear(pool(layer) + ".0", all, all);
      weights.addLinear(pool(layer) + ".2", all, 1);
    }
  }

  private void addUnit(String path) {
    int d = config.width();
    for (var attention : List.of(".0", ".1")) {
      weights.addLinearWithoutBias(path + attention + ".fn.to_q", d, d);
      weights.addLinearWithoutBias(path + attention + ".fn.to_kv", d, 2 * d);
      weights.addLinear(path + attention + ".fn.to_out", d, d);
      weights.addNorm(path + attention + ".norm", d);
    }
    weights.addNorm(path + ".0.norm_context", d);
    weights.addLinear(path + ".2.fn.net.0", d, 2 * INNER * d);
    weights.addLinear(path + ".2.fn.net.2", INNER * d, d);
    weights.addNorm(path + ".2.norm", d);
  }

  private String unit(int layer, int modality, int direction) {
    var sharing = config.sharing();
    return "fusion.mpus.%d.%d.%d.layers.0"
        .formatted(
            sharing.layers() ? 0 : layer,
            sharing.modalities() ? 0 : modality,
            sharing.directions() ? 0 : direction);
  }

  private String pool(int layer) {
    return "fusion.attn_pools.%d.attention".formatted(config.sharing().layers() ? 0 : layer);
  }

  /// Sizes.
  public EmtConfig config() {
    return config;
  }

  /// All arrays, by the names of the authors' code.
  public StateDict weights() {
    return weights;
  }

  /// What the network makes of one view.
  ///
  /// @param outputs `[B,C]`, a value or logits
  /// @param wholes each modality as a whole, before it meets the others: `[B,·]` each
  /// @param global what all know together `[B,3d]`
  /// @param local steps that have met the other modalities, `[B,T_m,d]` each
  public record View(NDArray outputs, NDList wholes, NDArray global, NDList local) {}

  /// Reads one view.
  public View view(Clips clips, boolean training) {
    var met = met(clips, training, true);
    return new View(predicted(met.wholes, met.global, training), met.wholes, met.global, met.local);
  }

  /// What is said of one view, and no more. Steps need not meet the other modalities in the last
  /// layer: what they learn there only restores features, and it is most of a layer's work.
  ///
  /// @return `[B,C]`, a value or logits
  public NDArray outputs(Clips clips) {
    var met = met(clips, false, false);
    return predicted(met.wholes, met.global, false);
  }

  /// Modalities that have met, as in [View]; without restoring, steps lack their last meeting.
  private record Met(NDList wholes, NDArray global, NDList local) {}

  private Met met(Clips clips, boolean training, boolean restoring) {
    var audio = read("audio_model", clips.steps().get(1), clips.real().get(1));
    var video = read("video_model", clips.steps().get(2), clips.real().get(2));
    var wholes =
        new NDList(
            clips.sentence(), last(audio, clips.real().get(1)), last(video, clips.real().get(2)));
    var steps = List.of(clips.steps().get(0), audio, video);

    var tokens = new NDList(); // M of [B,d]
    var local = new NDList(); // M of [B,T,d]
    for (int m = 0; m < MODALITIES.size(); m++) {
      var projection = "proj_" + MODALITIES.get(m);
      tokens.add(weights.linear(projection, wholes.get(m)));
      var projected = weights.linear(projection, steps.get(m));
      local.add(projected.add(positions(projected)));
    }
    var global = NDArrays.stack(tokens, 1); // [B,M,d]
    for (int layer = 0; layer < config.layers(); layer++) {
      boolean stepsGoOn = restoring || layer < config.layers() - 1;
      var branches = new NDList();
      var next = new NDList();
      for (int m = 0; m < MODALITIES.size(); m++) {
        var real = clips.real().get(m);
        // Both sides of a unit read the layer before.
        var up = unit(layer, m, GLOBAL_FROM_LOCAL);
        var down = unit(layer, m, LOCAL_FROM_GLOBAL);
        branches.add(promoted(up, global, local.get(m), null, real, training)); // [B,M,d]
        if (stepsGoOn) {
          next.add(promoted(down, local.get(m), global, real, null, training)); // [B,T,d]
        }
      }
      global = pooled(pool(layer), NDArrays.stack(branches, 1)); // [B,M,d]
      local = stepsGoOn ? next : local;
    }
    return new Met(wholes, global.reshape(global.getShape().get(0), -1), local); // [B,3d]
  }

  /// States of an LSTM through a linear layer, `[B,T,D]` to `[B,T,out]`; behind the end of a clip
  /// states are zeros.
  private NDArray read(String path, NDArray steps, NDArray real) {
    var states = weights.lstm(path + ".rnn", "l0", steps).mul(real.expandDims(2));
    return weights.linear(path + ".linear_1", states);
  }

  /// The last real step, `[B,T,D]` to `[B,D]`.
  private static NDArray last(NDArray steps, NDArray real) {
    var end = real.sum(new int[] {1}).sub(1).maximum(0).toType(DataType.INT64, false); // [B]
    var chosen = end.oneHot((int) real.getShape().get(1)); // [B,T]
    return steps.mul(chosen.expandDims(2)).sum(new int[] {1});
  }

  /// sin(t / 10000^(2i/d)) at even places, cos at odd ones: `[T,d]`.
  static NDArray positions(NDArray steps) {
    int t = (int) steps.getShape().get(1);
    int d = (int) steps.getShape().get(2);
    var values = new float[t * d];
    for (int i = 0; i < values.length; i++) {
      int place = i % d;
      int time = i / d;
      double angle = time * Math.exp(-Math.log(10_000) * (place - place % 2) / d);
      values[i] = (float) (place % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
    return steps.getManager().create(values, new Shape(t, d));
  }

  /// Half a mutual promotion unit: tokens look at a context, at each other, and think.
  ///
  /// @param tokens `[B,Q,d]`
  /// @param context `[B,K,d]`
  /// @param tokenMask `[B,Q]`, 1 = may be looked at by other tokens
  /// @param contextMask `[B,K]`, likewise
  NDArray promoted(
      String path,
      NDArray tokens,
      NDArray context,
      @Nullable NDArray tokenMask,
      @Nullable NDArray contextMask,
      boolean training) {
    var asked = weights.layerNorm(path + ".0.norm", tokens);
    var told = weights.layerNorm(path + ".0.norm_context", context);
    var x = tokens.add(attended(path + ".0.fn", asked, told, contextMask, training));
    var own = weights.layerNorm(path + ".1.norm", x);
    x = x.add(attended(path + ".1.fn", own, own, tokenMask, training));
    var inner = weights.linear(path + ".2.fn.net.0", weights.layerNorm(path + ".2.norm", x));
    var parts = inner.split(2, 2); // value, gate: [B,Q,4d]
    var gated = parts.get(0).mul(Activation.gelu(parts.get(1)));
    return x.add(
        drop(weights.linear(path + ".2.fn.net.2", gated), config.forwardDropout(), training));
  }

  private NDArray attended(
      String path, NDArray queries, NDArray context, @Nullable NDArray mask, boolean training) {
    var keysAndValues = weights.linear(path + ".to_kv", context).split(2, 2);
    var q = inHeads(weights.linear(path + ".to_q", queries)); // [B,H,Q,d/H]
    var k = inHeads(keysAndValues.get(0)); // [B,H,K,d/H]
    var v = inHeads(keysAndValues.get(1)); // [B,H,K,d/H]
    var scale = Constant.beside(q, Math.sqrt(config.width() / (double) config.heads()));
    var fits = q.matMul(k.transpose(0, 1, 3, 2)).div(scale); // [B,H,Q,K]
    if (mask != null) {
      fits = fits.add(mask.sub(1).mul(-NEVER).expandDims(1).expandDims(1));
    }
    var seen = drop(fits.softmax(-1), config.attentionDropout(), training).matMul(v); // [B,H,Q,d/H]
    if (mask != null) {
      seen = seen.mul(mask.max(new int[] {1}).reshape(-1, 1, 1, 1)); // nothing to see: zeros
    }
    var shape = queries.getShape();
    return weights.linear(path + ".to_out", seen.transpose(0, 2, 1, 3).reshape(shape));
  }

  private NDArray inHeads(NDArray x) {
    int heads = config.heads();
    return x.reshape(x.getShape().get(0), x.getShape().get(1), heads, -1).transpose(0, 2, 1, 3);
  }

  /// What the modalities say of the global tokens, weighted by attention: `[B,M,M,d]` to `[B,M,d]`.
  NDArray pooled(String path, NDArray branches) {
    var shape = branches.getShape();
    var flat = branches.reshape(shape.get(0), shape.get(1), -1); // [B,M,3d]
    var scores = weights.linear(path + ".2", weights.linear(path + ".0", flat).tanh()); // [B,M,1]
    var sum = flat.mul(scores.softmax(1)).sum(new int[] {1}); // [B,3d]
    return sum.reshape(shape.get(0), shape.get(2), shape.get(3));
  }

  private NDArray predicted(NDList wholes, NDArray global, boolean training) {
    var all = NDArrays.concat(wholes, 1).concat(global, 1);
    var x = drop(all, config.headDropout(), training);
    x = Activation.relu(weights.linear("post_fusion_layer_1", x));
    x = Activation.relu(weights.linear("post_fusion_layer_2", x));
    return weights.linear("post_fusion_layer_3", x); // [B,C]
  }

  private static NDArray drop(NDArray x, float rate, boolean training) {
    return rate == 0 ? x : Dropout.dropout(x, rate, training).head();
  }

  /// Where a view stands and where it expects the other view to stand; in the order all, text,
  /// sound, picture.
  ///
  /// @param stands z, `[B,·]` each
  /// @param expects p, `[B,·]` each
  public record Pull(NDList stands, NDList expects) {}

  /// What the high-level restoration compares. While training it moves running statistics, so the
  /// complete view comes first.
  public Pull pull(View view, boolean training) {
    var stands = new NDList();
    var expects = new NDList();
    pull("gmc_tokens", view.global(), training, stands, expects);
    for (int m = 0; m < MODALITIES.size(); m++) {
      pull(MODALITIES.get(m), view.wholes().get(m), training, stands, expects);
    }
    return new Pull(stands, expects);
  }

  private void pull(String path, NDArray x, boolean training, NDList stands, NDList expects) {
    var projector = path + "_projector.net.";
    var predictor = path + "_predictor.net.";
    var z = weights.batchNorm(projector + 1, weights.linear(projector + 0, x), training);
    var hidden = weights.batchNorm(predictor + 1, weights.linear(predictor + 0, z), training);
    stands.add(z);
    expects.add(weights.linear(predictor + 3, Activation.relu(hidden)));
  }

  /// Features of every step as an incomplete view makes them out: `[B,T_m,D_m]` each.
  public NDList restored(View view) {
    var restored = new NDList();
    for (int m = 0; m < MODALITIES.size(); m++) {
      restored.add(weights.linear("recon_" + MODALITIES.get(m), view.local().get(m)));
    }
    return restored;
  }
}
