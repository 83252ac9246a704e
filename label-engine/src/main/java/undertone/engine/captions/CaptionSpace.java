package undertone.engine.captions;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.models.clip.CaptionNet;
import undertone.models.clip.CaptionNetConfig;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// A trained space of clips and captions: brings both to vectors of length 1 whose cosines can be
/// compared, among vectors of the same [#modelId()] only.
///
/// May be used by several threads at once until it is closed.
public final class CaptionSpace implements AutoCloseable {
  /// Changes with whatever is done to clips and sentences before a network sees them.
  private static final String PREPROCESSING = "1";

  private static final String FORMAT = "undertone-captions-1";
  private static final int MOST_AT_ONCE = 64; // clips or sentences
  private static final int MOST_NUMBERS = 1 << 22;
  private static final int MOST_WIDE = 1 << 14;

  private final ClipKind kind;
  private final String sentenceEncoder;
  private final CaptionNetConfig config;
  private final Scaling clipScaling;
  private final Scaling sentenceScaling;
  private final NDManager manager;
  private final ParameterStore store;
  private final CaptionNet net;
  private final String modelId;

  /// @param values weights and statistics by name; all must be there
  CaptionSpace(
      ClipKind kind,
      String sentenceEncoder,
      CaptionNetConfig config,
      Scaling clipScaling,
      Scaling sentenceScaling,
      Map<String, float[]> values,
      Device device) {
    this.kind = kind;
    this.sentenceEncoder = sentenceEncoder;
    this.config = config;
    this.clipScaling = clipScaling;
    this.sentenceScaling = sentenceScaling;
    manager = NDManager.newBaseManager(device);
    store = new ParameterStore(manager, false);
    net = new CaptionNet(config).initialize(manager, new SplittableRandom(0));
    arrays(net).forEach((name, array) -> array.set(values.get(name)));
    modelId = sha256(bytes());
  }

  static Map<String, NDArray> arrays(CaptionNet net) {
    var arrays = new LinkedHashMap<>(net.weights());
    arrays.putAll(net.statistics());
    return arrays;
  }

  /// SHA-256 of weights, sizes and preprocessing, in hexadecimal. Vectors of different ids are
  /// never to be compared.
  public String modelId() {
    return modelId;
  }

  /// What it is told of clips.
  public ClipKind kind() {
    return kind;
  }

  /// Id of the encoder whose sentence vectors it reads.
  public String sentenceEncoder() {
    return sentenceEncoder;
  }

  /// Numbers of a vector.
  public int width() {
    return config.width();
  }

  /// s, by which training multiplied cosines: what probabilities are before any calibration.
  public double scale() {
    return Math.exp(net.logScale().getFloat(0));
  }

  /// Vectors of clips `[N,D]`, length 1.
  public float[][] embedClips(ClipInputs clips) {
    int numbers = kind.numbers();
    var vectors = new float[clips.count()][];
    int chunk = Math.clamp(MOST_NUMBERS / numbers, 1, MOST_AT_ONCE);
    for (int from = 0; from < vectors.length; from += chunk) {
      int rows = Math.min(chunk, vectors.length - from);
      var flat = new float[rows * numbers];
      for (int i = 0; i < rows; i++) {
        var values = kind.values(clips, from + i);
        clipScaling.write(values, kind.plane(), flat, i * numbers);
      }
      try (var _ = new NDScope()) {
        var batch = manager.create(flat, new Shape(rows).addAll(config.clips().input()));
        fill(vectors, from, net.clips(store, batch, false));
      }
    }
    return vectors;
  }

  /// Vectors of sentences `[N,D]`, length 1.
  ///
  /// @param sentences vectors of the encoder called [#sentenceEncoder()], `[N,S]`
  public float[][] embedSentences(float[][] sentences) {
    int width = config.sentence();
    var vectors = new float[sentences.length][];
    for (int from = 0; from < vectors.length; from += MOST_AT_ONCE) {
      int rows = Math.min(MOST_AT_ONCE, vectors.length - from);
      var flat = new float[rows * width];
      for (int i = 0; i < rows; i++) {
        if (sentences[from + i].length != width) {
          throw new IllegalArgumentException(
              "Sentence %d has %d numbers; vectors of %s have %d."
                  .formatted(from + i, sentences[from + i].length, sentenceEncoder, width));
        }
        sentenceScaling.write(sentences[from + i], 1, flat, i * width);
      }
      try (var _ = new NDScope()) {
        var batch = manager.create(flat, new Shape(rows, width));
        fill(vectors, from, net.sentences(store, batch, false));
      }
    }
    return vectors;
  }

  private static void fill(float[][] vectors, int from, NDArray rows) {
    int width = (int) rows.getShape().get(1);
    var flat = rows.toFloatArray();
    for (int i = 0; i * width < flat.length; i++) {
      vectors[from + i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
  }

  /// All of it as a safetensors file; equal spaces give equal bytes.
  public byte[] bytes() {
    var writer =
        new SafeTensors.Writer()
            .fact("format", FORMAT)
            .fact("preprocessing", PREPROCESSING)
            .fact("clips", kind.write())
            .fact("sentence-encoder", sentenceEncoder)
            .fact("sentence", Integer.toString(config.sentence()))
            .fact("hidden", Integer.toString(config.hidden()))
            .fact("width", Integer.toString(config.width()))
            .add("clips.mean", clipScaling.mean(), new Shape(kind.channels()))
            .add("clips.spread", clipScaling.spread(), new Shape(kind.channels()))
            .add("sentences.mean", sentenceScaling.mean(), new Shape(config.sentence()))
            .add("sentences.spread", sentenceScaling.spread(), new Shape(config.sentence()));
    arrays(net).forEach((name, array) -> writer.add(name, array.toFloatArray(), array.getShape()));
    return writer.bytes();
  }

  /// A space that [#bytes()] has written.
  ///
  /// @throws UnreadableWeightsException if it is another file, or damaged
  public static CaptionSpace read(byte[] bytes, Device device) throws IOException {
    var file = SafeTensors.read(bytes);
    var facts = file.metadata();
    if (!FORMAT.equals(facts.get("format")) || !PREPROCESSING.equals(facts.get("preprocessing"))) {
      throw new UnreadableWeightsException(
          "This is no space of captions of this version, but %s.".formatted(facts));
    }
    ClipKind kind;
    try {
      kind = ClipKind.written(facts.getOrDefault("clips", ""));
    } catch (IllegalArgumentException e) {
      throw new UnreadableWeightsException(
          "The space of captions is broken: %s".formatted(e.getMessage()));
    }
    int sentence = number(facts, "sentence", 1);
    var config =
        new CaptionNetConfig(
            kind.encoder(), sentence, number(facts, "hidden", 0), number(facts, "width", 1), 1, 0);
    var values = new LinkedHashMap<String, float[]>();
    try (var manager = NDManager.newBaseManager()) {
      var net = new CaptionNet(config).initialize(manager, new SplittableRandom(0));
      for (var entry : arrays(net).entrySet()) {
        values.put(entry.getKey(), floats(file, entry.getKey(), entry.getValue().getShape()));
      }
    }
    return new CaptionSpace(
        kind,
        facts.getOrDefault("sentence-encoder", ""),
        config,
        scaling(file, "clips", kind.channels()),
        scaling(file, "sentences", sentence),
        values,
        device);
  }

  private static int number(Map<String, String> facts, String name, int least)
      throws UnreadableWeightsException {
    var said = facts.getOrDefault(name, "");
    if (!said.matches("\\d{1,5}")
        || Integer.parseInt(said) < least
        || Integer.parseInt(said) > MOST_WIDE) {
      throw new UnreadableWeightsException(
          "A space of captions cannot have %s \"%s\".".formatted(name, said));
    }
    return Integer.parseInt(said);
  }

  private static float[] floats(SafeTensors file, String name, Shape shape) throws IOException {
    if (!file.names().contains(name) || !file.shape(name).equals(shape)) {
      throw new UnreadableWeightsException(
          "The space of captions lacks %s of shape %s.".formatted(name, shape));
    }
    return file.floats(name);
  }

  private static Scaling scaling(SafeTensors file, String of, int channels) throws IOException {
    var spread = floats(file, of + ".spread", new Shape(channels));
    for (float s : spread) {
      if (!(s > 0)) {
        throw new UnreadableWeightsException("A spread of %s is %s.".formatted(of, s));
      }
    }
    return new Scaling(floats(file, of + ".mean", new Shape(channels)), spread);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
