package undertone.engine.captions;

import ai.djl.Device;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.features.SentenceEmbedding;
import undertone.engine.metrics.ProbabilityFigures;
import undertone.engine.metrics.Retrieval;
import undertone.engine.refinement.Softmax;

/// Measures what the caption model learns from drawn faces; prints one JSON object per run.
///
/// `CaptionBench frames|features SEEDS VARIANTS TRAIN EPOCHS FRAMES CACHE`, as in `features 0,1,2
/// global,summary,local,attended,mining 3000 15 4 /tmp/sentences.bin`. The films are the same for
/// all seeds; a seed draws weights, order and views.
final class CaptionBench {
  private static final int TEST = 500;
  private static final SentenceEmbedding ENCODER = SentenceEmbedding.english();

  private final Path cache;
  private final Map<String, float[]> known = new HashMap<>();

  private CaptionBench(Path cache) throws IOException {
    this.cache = cache;
    if (Files.exists(cache)) {
      try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(cache)))) {
        for (int left = in.readInt(); left > 0; left--) {
          var text = in.readUTF();
          var vector = new float[in.readInt()];
          for (int d = 0; d < vector.length; d++) {
            vector[d] = in.readFloat();
          }
          known.put(text, vector);
        }
      }
    }
  }

  private void keep() throws IOException {
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(cache)))) {
      out.writeInt(known.size());
      for (var entry : known.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        for (float value : entry.getValue()) {
          out.writeFloat(value);
        }
      }
    }
  }

  private float[] vector(String text) {
    return known.computeIfAbsent(text, ENCODER::embed);
  }

  private float[][] vectors(List<String> texts) {
    return texts.stream().map(this::vector).toArray(float[][]::new);
  }

  public static void main(String[] args) throws IOException {
    var bench = new CaptionBench(Path.of(args[6]));
    boolean frames = args[0].equals("frames");
    int films = Integer.parseInt(args[5]);
    var train = DrawnFaces.random(Integer.parseInt(args[3]), films, 101);
    var test = DrawnFaces.random(TEST, films, 202);
    bench.vectors(train.sentences);
    bench.vectors(test.sentences);
    bench.vectors(DrawnFaces.random(300, 1, 404).sentences);
    bench.keep();
    for (var seed : args[1].split(",", -1)) {
      for (var variant : args[2].split(",", -1)) {
        var recipe = recipe(variant).withEpochs(Integer.parseInt(args[4]));
        var figures = bench.run(frames, train, test, recipe, Long.parseLong(seed));
        figures.put("variant", variant);
        System.out.println(JsonMapper.shared().writeValueAsString(figures));
      }
    }
    bench.keep();
  }

  private static CaptionRecipe recipe(String variant) {
    var form =
        variant.startsWith("softmax-") ? CaptionRecipe.Form.SOFTMAX : CaptionRecipe.Form.SIGMOID;
    var local =
        variant.endsWith("attended") ? CaptionRecipe.Local.ATTENDED : CaptionRecipe.Local.SAMPLED;
    var levels = variant.replace("softmax-", "").replace("attended", "local");
    double summary = levels.equals("global") ? 0 : 1;
    double localWeight = levels.equals("local") || levels.equals("mining") ? .5 : 0;
    var mode = levels.equals("mining") ? PositiveMining.Mode.AND : PositiveMining.Mode.OFF;
    return CaptionRecipe.small()
        .with(
            new CaptionRecipe.Contrast(
                form, 1, summary, localWeight, PositiveMining.usual(mode), 4, local));
  }

  private Map<String, Object> run(
      boolean frames, DrawnFaces train, DrawnFaces test, CaptionRecipe recipe, long seed) {
    var epochs = new ArrayList<CaptionEpoch>();
    long began = System.nanoTime();
    var training = new CaptionTraining(recipe, seed, 1, Device.cpu());
    var sentences = new Sentences(ENCODER.id(), vectors(train.sentences));
    var kind = frames ? train.kind() : new ClipKind.Features(DrawnFaces.FEATURES, 256);
    try (var space =
        training.run(kind, inputs(frames, train), sentences, train.captions, epochs::add)) {
      var figures = new LinkedHashMap<String, Object>();
      figures.put("seed", seed);
      figures.put("clips", kind.write());
      figures.put("seconds", (System.nanoTime() - began) / 1e9);
      figures.put("lastEpoch", epochs.getLast());
      retrieval(space, frames, test, figures);
      zeroShot(space, frames, train.frames, figures);
      proposals(space, frames, train, test, figures);
      return figures;
    }
  }

  private static ClipInputs inputs(boolean frames, DrawnFaces faces) {
    return frames ? faces.inputs() : ClipInputs.of(faces.features());
  }

  private static boolean[][] relation(int queries, int items, IntFunction<IntPredicate> of) {
    return IntStream.range(0, queries)
        .mapToObj(q -> {
          var row = new boolean[items];
          var holds = of.apply(q);
          for (int i = 0; i < items; i++) {
            row[i] = holds.test(i);
          }
          return row;
        })
        .toArray(boolean[][]::new);
  }

  /// The caption of a clip as one vector: mean of global, summary and local sentences.
  private float[][] whole(CaptionSpace space, DrawnFaces faces) {
    var all = space.embedSentences(vectors(faces.sentences));
    return faces.captions.stream()
        .map(caption -> {
          var parts = new ArrayList<float[]>();
          parts.add(all[caption.global()]);
          parts.add(all[caption.summary()]);
          parts.add(
              Vectors.mean(caption.locals().stream().map(local -> all[local.sentence()]).toList()));
          return Vectors.mean(parts);
        })
        .toArray(float[][]::new);
  }

  private void retrieval(
      CaptionSpace space, boolean frames, DrawnFaces test, Map<String, Object> figures) {
    var clips = space.embedClips(inputs(frames, test));
    var sentences = space.embedSentences(vectors(test.sentences));
    var global = test.captions.stream().map(c -> sentences[c.global()]).toArray(float[][]::new);
    var summary = test.captions.stream().map(c -> sentences[c.summary()]).toArray(float[][]::new);
    var whole = whole(space, test);
    var own = relation(TEST, TEST, q -> i -> q == i);
    var twins = relation(TEST, TEST, q -> i -> test.kindOf(q) == test.kindOf(i));
    figures.put("globalToClip", Retrieval.of(Vectors.scores(global, clips), own));
    figures.put("summaryToClip", Retrieval.of(Vectors.scores(summary, clips), own));
    figures.put("wholeToClip", Retrieval.of(Vectors.scores(whole, clips), own));
    figures.put("clipToWhole", Retrieval.of(Vectors.scores(clips, whole), own));
    figures.put("wholeToTwins", Retrieval.of(Vectors.scores(whole, clips), twins));
    figures.put("clipToWholeTwins", Retrieval.of(Vectors.scores(clips, whole), twins));

    // factor-level queries: one local sentence finds clips of that degree
    double at1 = 0;
    double precision = 0;
    int queries = 0;
    for (int k = 0; k < DrawnFaces.FACTORS; k++) {
      int factor = k;
      var sayings = DrawnFaces.sayings(factor);
      for (int degree = 0; degree < DrawnFaces.DEGREES; degree++) {
        int wanted = degree;
        var asked = space.embedSentences(vectors(sayings.get(degree)));
        var found =
            Retrieval.of(
                Vectors.scores(asked, clips),
                relation(asked.length, TEST, _ -> i -> test.factors[i][factor] == wanted));
        at1 += found.recallAt1() * asked.length;
        precision += found.meanAveragePrecision() * asked.length;
        queries += asked.length;
      }
    }
    figures.put("factorRecallAt1", at1 / queries);
    figures.put("factorMeanAveragePrecision", precision / queries);
  }

  private static final Map<String, String> PROMPTS =
      Map.of(
          "anger",
              "lowered brows meet above the nose, eyelids droop over the eyes, corners of the mouth droop, lips shut",
          "disgust",
              "a deep frown draws the brows inwards, relaxed lids, the mouth bends downwards, the lips are slightly parted",
          "fear",
              "the inner brows are raised, the eyes are wide open, the lip corners are turned down, the mouth is a little open",
          "happiness",
              "level brows, relaxed lids, a smile lifts the corners of the mouth, lips just come apart",
          "neutral",
              "a smooth forehead with even brows, steady gaze, flat lips, the mouth is closed",
          "sadness",
              "a worried lift of the inner eyebrows, heavy lids, lips sag at both ends, a sealed mouth",
          "surprise",
              "the brows are arched up at their inner ends, big round eyes, flat lips, the jaw drops");

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "anger", List.of("angry and bitter", "hostile"),
          "disgust", List.of("angry and bitter", "hostile"),
          "fear", List.of("sad and hurt", "sorrowful"),
          "happiness", List.of("happy and content", "cheerful"),
          "neutral", List.of("calm and neutral", "composed"),
          "sadness", List.of("sad and hurt", "sorrowful"),
          "surprise", List.of("worried and uneasy", "anxious"));

  /// Seven classes of drawn expressions; the names are the drawing's own words for brows and mouth,
  /// which it gives to more than one class, so that names alone cannot suffice.
  private void zeroShot(
      CaptionSpace space, boolean frames, int films, Map<String, Object> figures) {
    var faces = DrawnFaces.ofClasses(490, films, 303);
    var classes = List.copyOf(DrawnFaces.CLASSES.keySet());
    var clips = space.embedClips(inputs(frames, faces));
    var single = new ArrayList<float[]>();
    var ensemble = new ArrayList<float[]>();
    for (var name : classes) {
      var prompts = new ArrayList<String>();
      for (var word : NAMES.getOrDefault(name, List.of())) {
        prompts.add("a person whose face looks " + word);
        prompts.add("the face shows " + word);
        prompts.add("overall the person seems " + word);
      }
      var told = PROMPTS.getOrDefault(name, "");
      prompts.add(told);
      prompts.addAll(List.of(told.split(", ", -1)));
      var vectors = space.embedSentences(vectors(prompts));
      single.add(vectors[prompts.indexOf(told)]);
      ensemble.add(Vectors.mean(List.of(vectors)));
    }
    figures.put("zeroShotSinglePromptUar", uar(clips, single));
    figures.put("zeroShotEnsembleUar", uar(clips, ensemble));
    calibrated(space, frames, films, ensemble, figures);
  }

  /// Cosines of classes in turn with the labels.
  private static double[][] cosines(
      CaptionSpace space, boolean frames, DrawnFaces faces, List<float[]> classes) {
    return Vectors.scores(space.embedClips(inputs(frames, faces)), classes.toArray(float[][]::new));
  }

  private static int[] inTurn(int count, int classes) {
    return IntStream.range(0, count).map(i -> i % classes).toArray();
  }

  /// 300 labels calibrate, 700 set the bar of candidate sets, 2,000 are measured on.
  private static void calibrated(
      CaptionSpace space,
      boolean frames,
      int films,
      List<float[]> classes,
      Map<String, Object> figures) {
    var fit = cosines(space, frames, DrawnFaces.ofClasses(300, films, 305), classes);
    var bar = cosines(space, frames, DrawnFaces.ofClasses(700, films, 306), classes);
    var test = cosines(space, frames, DrawnFaces.ofClasses(2000, films, 307), classes);
    var truths = inTurn(2000, classes.size());
    double own = space.scale();
    var raw =
        Arrays.stream(test)
            .map(row -> Softmax.of(Arrays.stream(row).map(c -> own * c).toArray()))
            .toArray(double[][]::new);
    var calibration = LabelCalibration.fit(fit, inTurn(300, classes.size()));
    var p = Arrays.stream(test).map(calibration::probabilities).toArray(double[][]::new);
    figures.put("uncalibrated", ProbabilityFigures.of(raw, truths));
    figures.put("calibrated", ProbabilityFigures.of(p, truths));
    var sets =
        ConformalSets.fit(
            Arrays.stream(bar).map(calibration::probabilities).toArray(double[][]::new),
            inTurn(700, classes.size()),
            .1);
    int held = 0;
    double size = 0;
    for (int i = 0; i < p.length; i++) {
      var set = sets.propose(p[i]);
      held += set.get(truths[i]) ? 1 : 0;
      size += set.cardinality();
    }
    figures.put("conformalCoverage", (double) held / p.length);
    figures.put("conformalSetSize", size / p.length);
  }

  /// Clip i is of class i mod 7, and there are equally many of each, so accuracy is recall averaged
  /// over classes.
  private static double uar(float[][] clips, List<float[]> classes) {
    int right = 0;
    for (int i = 0; i < clips.length; i++) {
      var clip = clips[i];
      var scores = classes.stream().mapToDouble(c -> Vectors.dot(clip, c)).toArray();
      int best = 0;
      for (int c = 1; c < scores.length; c++) {
        best = scores[c] > scores[best] ? c : best;
      }
      right += best == i % classes.size() ? 1 : 0;
    }
    return (double) right / clips.length;
  }

  /// Leave one out: captions of training clips are proposed for test clips.
  private void proposals(
      CaptionSpace space,
      boolean frames,
      DrawnFaces train,
      DrawnFaces test,
      Map<String, Object> figures) {
    var known = space.embedClips(inputs(frames, train));
    var captions = whole(space, train);
    var clips = space.embedClips(inputs(frames, test));
    var written = new ArrayList<CaptionProposals.Known>();
    for (int i = 0; i < known.length; i++) {
      written.add(
          new CaptionProposals.Known(
              Integer.toString(i),
              CaptionProposals.Level.GLOBAL,
              0,
              train.captions.get(i).global(),
              captions[i],
              known[i]));
    }
    // pairs that were trained on lie nearer than any others ever will
    var held = DrawnFaces.random(300, train.frames, 404);
    var heldClips = space.embedClips(inputs(frames, held));
    var heldCaptions = whole(space, held);
    double cut =
        CaptionProposals.cut(
            IntStream.range(0, heldClips.length)
                .mapToDouble(i -> Vectors.dot(heldClips[i], heldCaptions[i]))
                .toArray());
    int hits = 0;
    int four = 0;
    for (int q = 0; q < TEST; q++) {
      var wanted = test.factors[q];
      var rows =
          CaptionProposals.best(clips[q], written, cut, 5).stream()
              .mapToInt(proposal -> Integer.parseInt(proposal.known().id()))
              .toArray();
      hits += Arrays.stream(rows).anyMatch(i -> Arrays.equals(train.factors[i], wanted)) ? 1 : 0;
      four +=
          Arrays.stream(rows).anyMatch(i -> Arrays.equals(train.factors[i], 0, 4, wanted, 0, 4))
              ? 1
              : 0;
    }
    figures.put("proposalAllFactorsRight", (double) hits / TEST);
    figures.put("proposalFourFactorsRight", (double) four / TEST);
  }
}
