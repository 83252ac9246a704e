package undertone.engine.features;

import java.util.List;
import java.util.Map;

/// One vector per clip, `x [N,D]`: the blocks of all channels side by side, standardised.
///
/// A clip without a channel has zeros in its block, which is the average clip, and 0 in the block's
/// flag.
public final class ClipVectors {
  private final List<String> clips;
  private final float[][] x;
  private final List<Block> blocks;
  private final Map<String, String> unreadable;

  ClipVectors(List<String> clips, float[][] x, List<Block> blocks, Map<String, String> unreadable) {
    this.clips = List.copyOf(clips);
    this.x = x;
    this.blocks = List.copyOf(blocks);
    this.unreadable = Map.copyOf(unreadable);
  }

  /// Ids, in the order they were asked for.
  public List<String> clips() {
    return clips;
  }

  /// `[N,D]`, finite, within ±10. Handed out as it is: copies of it would be large.
  public float[][] x() {
    return x;
  }

  /// Where each extractor's numbers stand. An extractor that no clip fits has no block.
  public List<Block> blocks() {
    return blocks;
  }

  /// Why a clip's media could not be read, by clip.
  public Map<String, String> unreadable() {
    return unreadable;
  }

  /// D, numbers per clip.
  public int width() {
    return blocks.stream().mapToInt(Block::width).sum();
  }

  /// Data that the features here may have been learned from: figures on them flatter.
  ///
  /// @param extractors that made the vectors
  public List<String> mayHaveSeen(List<FeatureExtractor> extractors) {
    var used = blocks.stream().map(Block::extractor).toList();
    return extractors.stream()
        .filter(e -> used.contains(e.id() + "-v" + e.version()))
        .flatMap(e -> e.mayHaveSeen().stream())
        .toList();
  }

  /// The columns of one extractor.
  ///
  /// @param extractor id and version, such as `facehoglbp-v1`
  /// @param from its first column
  /// @param dim its numbers per clip, the flag not counted
  /// @param flagged whether a flag follows the numbers: only where some clips lack the channel
  /// @param present clips that have the channel
  /// @param asked clips whose media or text the extractor supports; `present / asked` is, for
  ///   faces, the detection rate
  public record Block(
      String extractor,
      Channel channel,
      int from,
      int dim,
      boolean flagged,
      int present,
      int asked) {

    /// Columns of the block, its flag included.
    public int width() {
      return dim + (flagged ? 1 : 0);
    }
  }
}
