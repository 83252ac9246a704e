package undertone.models.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.models.Constant;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// CLIP: a vision transformer and a text transformer whose outputs share one space.
///
/// - in: pictures `[B,3,S,S]`, red, green, blue, 0..1, as [#normalised] makes them; texts as token
///   ids `[B,context]`, which [ClipTokenizer] makes
/// - out: v `[B,D]`, patches u `[B,P,D]`, texts t `[B,D]`, all of length 1
///
/// Its arrays have the names of OpenCLIP's state dict, so published weights in safetensors can be
/// read; none are bundled. Patches go the way of the class token through the last normalisation and
/// the projection, which is ours: OpenCLIP leaves them as they are.
///
/// Source: Radford et al. 2021, *CLIP*, sec. 2.4; OpenCLIP `model.py`, `transformer.py`.
public final class OpenClip {
  /// Mean and spread of red, green and blue in CLIP's training pictures.
  private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};

  private static final double[] SPREAD = {0.26862954, 0.26130258, 0.27577711};

  private static final float EPSILON = 1e-5f;
  private static final float NEVER = -1e9f;
  private static final int NAMED = 8; // names that a message lists

  private final OpenClipConfig config;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final List<String> unexpected;

  private OpenClip(OpenClipConfig config, List<String> unexpected) {
    this.config = config;
    this.unexpected = unexpected;
  }

  /// The network with published weights.
  ///
  /// @param manager owns the weights
  /// @throws UnreadableWeightsException naming arrays that are missing or of another shape
  public static OpenClip read(SafeTensors file, OpenClipConfig config, NDManager manager)
      throws IOException {
    var expected = config.weights();
    var missing = expected.keySet().stream().filter(name -> !file.names().contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new UnreadableWeightsException(
          "These weights lack %d of the %d arrays of this network: %s."
              .formatted(missing.size(), expected.size(), some(missing)));
    }
    var unexpected = file.names().stream().filter(name -> !expected.containsKey(name)).toList();
    var clip = new OpenClip(config, unexpected);
    for (var entry : expected.entrySet()) {
      clip.weights.put(entry.getKey(), file.array(manager, entry.getKey(), entry.getValue()));
    }
    return clip;
  }

  private static String some(List<String> names) {
    var first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? first + ", …" : first;
  }

  /// The network with weights drawn from `random`, by the spreads of OpenCLIP's `init_parameters`.
  public static OpenClip drawn(OpenClipConfig config, NDManager manager, SplittableRandom random) {
    var clip = new OpenClip(config, List.of());
    for (var entry : config.weights().entrySet()) {
      var name = entry.getKey();
      var values = new float[(int) entry.getValue().size()];
      double spread = clip.spread(name);
      for (int i = 0; i < values.length; i++) {
        values[i] =
            name.equals("logit_scale")
                ? (float) Math.log(CaptionLoss.FIRST_SCALE)
                : name.matches(".*ln_\\w+\\.weight")
                    ? 1
                    : (float) (spread == 0 ? 0 : spread * random.nextGaussian());
      }
      clip.weights.put(name, manager.create(values, entry.getValue()));
    }
    return clip;
  }

  private double spread(String name) {
    boolean vision = name.startsWith("visual.");
    double width = vision ? config.visionWidth() : config.textWidth();
    double depth = vision ? config.visionLayers() : config.textLayers();
    if (name.endsWith("bias")) {
      return 0;
    }
    if (name.endsWith("in_proj_weight") || name.endsWith("proj") || name.endsWith("_projection")) {
      return 1 / Math.sqrt(width);
    }
    if (name.endsWith("out_proj.weight") || name.endsWith("c_proj.weight")) {
      return 1 / Math.sqrt(width) / Math.sqrt(2 * depth);
    }
    if (name.endsWith("c_fc.weight")) {
      return 1 / Math.sqrt(2 * width);
    }
    if (name.endsWith("conv1.weight")) {
      return 1 / Math.sqrt(3.0 * config.patch() * config.patch());
    }
    return vision ? 1 / Math.sqrt(width) : name.startsWith("token") ? .02 : .01;
  }

  /// Sizes.
  public OpenClipConfig config() {
    return config;
  }

  /// All arrays by OpenCLIP's names; switch their gradients on to fine-tune.
  public Map<String, NDArray> weights() {
    return Collections.unmodifiableMap(weights);
  }

  /// Arrays of the file that this network has no use for.
  public List<String> unexpected() {
    return unexpected;
  }

  private NDArray weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  /// θ, of which the scale of logits is exp θ; no axes.
  public NDArray logScale() {
    return weight("logit_scale");
  }

  /// Pictures of 0..1 as the network takes them.
  public static NDArray normalised(NDArray pictures) {
    return pictures.sub(perChannel(pictures, MEAN)).div(perChannel(pictures, SPREAD));
  }

  private static NDArray perChannel(NDArray pictures, double[] values) {
    var floats = new float[values.length];
    for (int c = 0; c < values.length; c++) {
      floats[c] = (float) values[c];
    }
    return pictures.getManager().create(floats, new Shape(1, values.length, 1, 1));
  }

  /// What a picture is as a whole, and what each of its patches is.
  ///
  /// @param whole v `[B,D]`
  /// @param patches u `[B,P,D]`, row after row of the picture
  public record Seen(NDArray whole, NDArray patches) {}

  /// @param pictures `[B,3,S,S]`, normalised
  public Seen pictures(NDArray pictures) {
    long b = pictures.getShape().get(0);
    int rows = config.side() / config.patch();
    int p = config.patch();
    int w = config.visionWidth();
    var cut =
        pictures
            .reshape(b, 3, rows, p, rows, p)
            .transpose(0, 2, 4, 1, 3, 5)
            .reshape(b, config.patches(), 3L * p * p); // [B,P,3pp]
    // a convolution whose stride is its kernel
    var kernel = weight("visual.conv1.weight").reshape(w, 3L * p * p);
    var patches = cut.matMul(kernel.transpose()); // [B,P,W]
    var first = weight("visual.class_embedding").reshape(1, 1, w).broadcast(new Shape(b, 1, w));
    var x =
        NDArrays.concat(new NDList(first, patches), 1)
            .add(weight("visual.positional_embedding")); // [B,1+P,W]
    x = norm(x, "visual.ln_pre.");
    x = blocks(x, "visual.", config.visionLayers(), config.visionHeads(), null);
    var out = norm(x, "visual.ln_post.").matMul(weight("visual.proj")); // [B,1+P,D]
    var unit = CaptionNet.unit(out);
    return new Seen(unit.get(":,0"), unit.get(":,1:"));
  }

  /// @param tokens ids `[B][context]`, the highest of each row its end
  /// @return t `[B,D]`
  public NDArray texts(int[][] tokens) {
    int b = tokens.length;
    int n = config.context();
    var embedding = weight("token_embedding.weight");
    var manager = embedding.getManager();
    var ids = new long[b * n];
    var ends = new float[b * n]; // 1 at each text's end
    for (int i = 0; i < b; i++) {
      if (tokens[i].length != n) {
        throw new IllegalArgumentException(
            "Text %d has %d tokens; this network reads %d.".formatted(i, tokens[i].length, n));
      }
      int end = 0;
      for (int k = 0; k < n; k++) {
        if (tokens[i][k] < 0 || tokens[i][k] >= config.vocabulary()) {
          throw new IllegalArgumentException(
              "Token %d of text %d is %d, but there are %d tokens."
                  .formatted(k, i, tokens[i][k], config.vocabulary()));
        }
        ids[i * n + k] = tokens[i][k];
        end = tokens[i][k] > tokens[i][end] ? k : end;
      }
      ends[i * n + end] = 1;
    }
    var x =
        embedding
            .get(manager.create(ids))
            .reshape(b, n, config.textWidth())
            .add(weight("positional_embedding")); // [B,n,W]
    x = blocks(x, "", config.textLayers(), config.textHeads(), before(manager, n));
    x = norm(x, "ln_final.");
    var end = manager.create(ends, new Shape(b, 1, n)).matMul(x).squeeze(1); // [B,W]
    return CaptionNet.unit(end.matMul(weight("text_projection")));
  }

  /// 0 where a token may look, at itself and what stands before it, `[n,n]`.
  private static NDArray before(NDManager manager, int n) {
    var mask = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        mask[i * n + j] = NEVER;
      }
    }
    return manager.create(mask, new Shape(n, n));
  }

  private NDArray blocks(NDArray x, String network, int layers, int heads, @Nullable NDArray mask) {
    for (int l = 0; l < layers; l++) {
      var path = "%stransformer.resblocks.%d.".formatted(network, l);
      x = x.add(attended(norm(x, path + "ln_1."), path + "attn.", heads, mask)); // [B,n,W]
      var inside = linear(norm(x, path + "ln_2."), path + "mlp.c_fc."); // [B,n,4W]
      x = x.add(linear(gelu(inside), path + "mlp.c_proj.")); // [B,n,W]
    }
    return x;
  }

  private NDArray attended(NDArray x, String path, int heads, @Nullable NDArray mask) {
    var shape = x.getShape();
    long b = shape.get(0);
    long n = shape.get(1);
    long d = shape.get(2) / heads;
    var all =
        Linear.linear(x, weight(path + "in_proj_weight"), weight(path + "in_proj_bias"))
            .head()
            .split(3, 2); // 3 of [B,n,W]
    var parts = new ArrayList<NDArray>();
    for (var part : all) {
      parts.add(part.reshape(b, n, heads, d).transpose(0, 2, 1, 3)); // [B,h,n,d]
    }
    var fits =
        parts
            .get(0)
            .matMul(parts.get(1).transpose(0, 1, 3, 2))
            .div(Constant.beside(x, Math.sqrt((double) d))); // [B,h,n,n]
    var weights = (mask == null ? fits : fits.add(mask)).softmax(-1);
    var seen = weights.matMul(parts.get(2)).transpose(0, 2, 1, 3).reshape(b, n, heads * d);
    return linear(seen, path + "out_proj.");
  }

  private NDArray linear(NDArray x, String path) {
    return Linear.linear(x, weight(path + "weight"), weight(path + "bias")).head();
  }

  private NDArray norm(NDArray x, String path) {
    var gamma = weight(path + "weight");
    return LayerNorm.layerNorm(x, gamma.getShape(), gamma, weight(path + "bias"), EPSILON).head();
  }

  private NDArray gelu(NDArray x) {
    return config.quickGelu()
        ? x.mul(Activation.sigmoid(x.mul(Constant.beside(x, 1.702))))
        : Activation.gelu(x);
  }
}
