package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.models.Constant;
import undertone.models.StateDict;
import undertone.models.hosting.StreamBatch;
import undertone.models.hosting.StreamNetwork;

/// Both tracks of the entry to ABAW6 over the same streams: a fusion tells valence and arousal, a
/// head that sees the whole window tells expressions.
///
/// - in: words `[B,T·R,Dt]`, sound `[B,T·R,Da]`, picture `[B,T·R,Dv]` and which of them are there
///   `[B,3]`
/// - out: logits `[B,T,K]`, valence and arousal `[B,T,2]`
///
/// The authors train a network for each track, the one of expressions over a backbone that reads
/// pictures. Here both read features, so that one linear layer stands in the place of the backbone;
/// with streams that come in step the two tracks share no weight.
///
/// Source: arXiv:2403.15044.
public final class FusionNet implements StreamNetwork {
  private static final List<String> STREAMS = List.of("text", "audio", "visual");
  private static final List<Integer> SOUND_FIRST = List.of(1, 0, 2); // as [SequenceAttention] reads

  /// What tells valence and arousal, and its weights.
  private record Fusing(StateDict weights, Affect affect) {}

  private interface Affect {
    /// `[B,T,2]`
    NDArray of(NDList streams, NDArray present, boolean training);
  }

  private final List<LearnedAlignment> alignments = new ArrayList<>(); // none of streams in step
  private final Fusing fusing;
  private final StateDict frames;
  private final ExpressionHead head;
  private final int classes;

  /// @param widths of words, sound and picture (Dt, Da, Dv)
  /// @param classes expressions (K)
  /// @param manager owns the weights
  /// @param random draws them
  public FusionNet(
      FusionConfig config,
      List<Integer> widths,
      int classes,
      NDManager manager,
      SplittableRandom random) {
    if (widths.size() != STREAMS.size() || classes < 2) {
      throw new IllegalArgumentException(
          "A fusion reads three streams and tells two classes or more but was given widths=%s, classes=%d."
              .formatted(widths, classes));
    }
    this.classes = classes;
    for (int m = 0; config.stepsOfFrame() > 1 && m < widths.size(); m++) {
      alignments.add(new LearnedAlignment(widths.get(m), config.stepsOfFrame(), manager, random));
    }
    fusing = fusing(config, widths, manager, random);
    frames = new StateDict(manager, random);
    int all = widths.stream().mapToInt(Integer::intValue).sum();
    frames.addLinear("frame", all, config.frame());
    head =
        new ExpressionHead(
            config.frame(),
            config.forward(),
            classes,
            ExpressionHead.Context.TRANSFORMER,
            config.headDropout(),
            manager,
            random);
  }

  private static Fusing fusing(
      FusionConfig config, List<Integer> widths, NDManager manager, SplittableRandom random) {
    return switch (config.fusion()) {
      case ATTENTION -> {
        var ordered = SOUND_FIRST.stream().map(widths::get).toList();
        var net =
            new SequenceAttention(ordered, config.hidden(), config.dropout(), manager, random);
        yield new Fusing(
            net.weights(),
            (streams, present, training) ->
                net.told(soundFirst(streams), soundFirst(present), training).affect());
      }
      case MEMORY -> {
        var net =
            new MemoryFusion(
                widths, config.hidden(), config.memory(), config.dropout(), manager, random);
        yield new Fusing(
            net.weights(), (streams, _, training) -> net.told(streams, training).affect());
      }
    };
  }

  private static NDList soundFirst(NDList streams) {
    return new NDList(SOUND_FIRST.stream().map(streams::get).toArray(NDArray[]::new));
  }

  private static NDArray soundFirst(NDArray present) {
    var columns = new NDList();
    SOUND_FIRST.forEach(m -> columns.add(present.get(":,%d".formatted(m))));
    return NDArrays.stack(columns, 1);
  }

  @Override
  public Map<String, NDArray> weights() {
    var all = new LinkedHashMap<String, NDArray>();
    for (int m = 0; m < alignments.size(); m++) {
      put("align." + STREAMS.get(m), alignments.get(m).weights(), all);
    }
    put("affect", fusing.weights, all);
    put("frames", frames, all);
    put("expression", head.weights(), all);
    return all;
  }

  private static void put(String path, StateDict weights, Map<String, NDArray> all) {
    weights.weights().forEach((name, array) -> all.put(path + "." + name, array));
  }

  @Override
  public Told told(NDList streams, NDArray present) {
    return told(streams, present, false);
  }

  private Told told(NDList streams, NDArray present, boolean training) {
    var inStep = inStep(streams);
    var read = Activation.relu(frames.linear("frame", NDArrays.concat(inStep, 2)));
    return new Told(head.logits(read, training), fusing.affect.of(inStep, present, training));
  }

  /// `[B,T,D_m]` each.
  private NDList inStep(NDList streams) {
    if (alignments.isEmpty()) {
      return streams;
    }
    var inStep = new NDList();
    for (int m = 0; m < alignments.size(); m++) {
      inStep.add(alignments.get(m).of(streams.get(m)));
    }
    return inStep;
  }

  /// The authors' loss of either track, of the frames whose label is known. Concordance is over all
  /// windows together, as the challenge has it, and in one kind of variance; where what is known
  /// never changes, it says nothing and the squared error counts.
  @Override
  public NDArray loss(StreamBatch batch) {
    var told = told(batch.streams(), batch.present(), true);
    var expression = told.expression().reshape(-1, classes); // [n,K]
    var affect = told.affect().reshape(-1, 2);
    var labels = batch.expression().flatten();
    // nothing, but of every weight, so that the gradient of what is untold is zeros and not absent
    var all = expression.sum().add(affect.sum());
    var loss = all.mul(Constant.beside(all, 0));
    var known = FrameLabels.known(labels, 0);
    if (known.sum().getFloat() > 0) {
      loss = loss.add(FocalLoss.PUBLISHED.of(expression, labels.maximum(0), known));
    }
    loss = loss.add(ofTrace(affect.get(":,0"), batch.valence().flatten()));
    return loss.add(ofTrace(affect.get(":,1"), batch.arousal().flatten()));
  }

  private static NDArray ofTrace(NDArray told, NDArray marked) {
    var known = FrameLabels.known(marked, -1);
    var truth = marked.mul(known);
    if (FrameLoss.changes(truth, known)) {
      return FrameLoss.ofTrace(told, truth, known);
    }
    var count = known.sum().maximum(Constant.beside(known, 1));
    return told.sub(truth).square().mul(known).sum().div(count);
  }
}
