package undertone.models.gcnet;

import java.util.List;

/// Sizes of a [GCNet].
///
/// @param widths numbers of an utterance in each modality (Da, Dt, Dv); any number of modalities
/// @param speakers people in a conversation at most (P)
/// @param outputs classes (C), or 1 for a value
/// @param hidden width of the node encoder in each direction (h), even
/// @param past how many utterances after itself an utterance still reaches (wp); negative = all
/// @param future how many before itself (wf); negative = all
/// @param attention whether each branch ends in attention over the conversation
/// @param fusion how nodes and graphs come together
/// @param dropout 0..1, between recurrent layers, only while training
/// @param padding what recurrent layers do with the end of shorter conversations
public record GCNetConfig(
    List<Integer> widths,
    int speakers,
    int outputs,
    int hidden,
    int past,
    int future,
    boolean attention,
    Fusion fusion,
    float dropout,
    Padding padding) {

  /// How nodes and graphs come together.
  public enum Fusion {
    /// Each graph has recurrent layers of its own and what comes out is added: the authors' code.
    SUM_OF_BRANCHES,
    /// One pair of recurrent layers reads the node and both graphs side by side: the paper's
    /// figure.
    CONCAT
  }

  /// What recurrent layers do with the end of shorter conversations.
  public enum Padding {
    /// Each conversation is read to its own end; how it is batched changes nothing.
    SKIPPED,
    /// Read along, backwards even first: the authors' code. Outputs hang on the longest neighbour.
    READ
  }

  private static final int PAIRS_UP_TO = 4; // speakers; beyond, pairs grow too rare to learn from
  private static final int SAME_AND_OTHER = 2;

  public GCNetConfig {
    widths = List.copyOf(widths);
    if (widths.isEmpty()
        || widths.stream().anyMatch(width -> width < 1)
        || Math.min(speakers, outputs) < 1
        || hidden < 2
        || hidden % 2 != 0
        || !(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "GCNet needs positive sizes, an even hidden width and a drop-out in 0..1 but was given widths=%s, speakers=%d, outputs=%d, hidden=%d, dropout=%s."
              .formatted(widths, speakers, outputs, hidden, dropout));
    }
  }

  /// IEMOCAP with four classes: happy (and excited), sad, neutral, angry. The authors publish no
  /// sizes for it; these are the most frequent of their six-class runs.
  public static GCNetConfig iemocapFour(List<Integer> widths) {
    return published(widths, 2, 4, 200, 2);
  }

  /// IEMOCAP with six classes, by the sizes the authors list for a share of missing cells.
  public static GCNetConfig iemocapSix(List<Integer> widths, double rate) {
    return switch ((int) Math.round(10 * rate)) {
      case 3, 6 -> published(widths, 2, 6, 200, 1);
      case 5 -> published(widths, 2, 6, 100, 2);
      case 7 -> published(widths, 2, 6, 100, 3);
      default -> published(widths, 2, 6, 200, 2);
    };
  }

  /// CMU-MOSI and CMU-MOSEI: one speaker, sentiment in -3..3.
  public static GCNetConfig sentiment(List<Integer> widths) {
    return published(widths, 1, 1, 200, 2);
  }

  private static GCNetConfig published(
      List<Integer> widths, int speakers, int outputs, int hidden, int window) {
    return new GCNetConfig(
        widths,
        speakers,
        outputs,
        hidden,
        window,
        window,
        false,
        Fusion.SUM_OF_BRANCHES,
        0.5f,
        Padding.SKIPPED);
  }

  /// A network that learns in minutes on a processor.
  public static GCNetConfig small(List<Integer> widths, int speakers, int outputs) {
    return published(widths, speakers, outputs, 32, 2);
  }

  /// The most frequent sizes of the authors' runs, for any labels.
  public static GCNetConfig base(List<Integer> widths, int speakers, int outputs) {
    return published(widths, speakers, outputs, 200, 2);
  }

  /// Width of a node in a graph (g).
  int graph() {
    return hidden / 2;
  }

  /// Numbers of an utterance in all modalities (D).
  int width() {
    return widths.stream().mapToInt(Integer::intValue).sum();
  }

  /// Kinds of speaker edges: ordered pairs, or same and other where there are more than four.
  int speakerRelations() {
    return speakers <= PAIRS_UP_TO ? speakers * speakers : SAME_AND_OTHER;
  }

  /// Numbers that a network of these sizes learns.
  long parameters() {
    long h = hidden;
    long g = graph();
    long branches = fusion == Fusion.SUM_OF_BRANCHES ? 2 : 1;
    long fused = 2 * h + g * (fusion == Fusion.SUM_OF_BRANCHES ? 1 : 2); // d
    long attends = attention ? 2 * fused * (2 * fused + 1) : 0;
    long heads = fused * (outputs + width()) + outputs + width();
    return recurrent(width(), h)
        + graph(3, h, g)
        + graph(speakerRelations(), h, g)
        + branches * (recurrent(fused, fused) + attends + fused * (2 * fused + 1))
        + heads;
  }

  /// Two layers in both directions.
  private static long recurrent(long in, long wide) {
    return 2 * 4 * wide * (in + wide + 2) + 2 * 4 * wide * (2 * wide + wide + 2);
  }

  /// Both convolutions of a graph.
  private static long graph(long relations, long h, long g) {
    return (relations + 1) * 2 * h * g + g + 2 * g * g + g;
  }

  /// Which kind the edge between two speakers is.
  int speakerRelation(int receiver, int sender) {
    if (speakers > PAIRS_UP_TO) {
      return receiver == sender ? 0 : 1;
    }
    return speakers * receiver + sender;
  }
}
