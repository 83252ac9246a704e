package undertone.engine.captions;

import ai.djl.Device;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import undertone.corpora.CandidateSet;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;
import undertone.engine.voters.VotingModel;

/// Says which labels a clip may have by nothing but words: how near the clip lies, in a space that
/// was learned from captions, to prompts of each label. No clip needs to have been labelled.
///
/// How its sets are made, [PromptJudge] says.
///
/// Source: Radford et al. 2021, *CLIP*, sec. 3.1.4 (prompt ensembling).
public final class PromptVoter implements VotingModel {
  /// Under which it votes.
  public static final String NAME = "caption-space";

  private final Map<String, float[]> clips;
  private final PromptJudge judge;

  /// @param clips vectors of length 1 by clip `[D]` each
  /// @param scale by which cosines are multiplied while nothing is calibrated
  /// @param settled labels that people settled, by clip; those of other labels count for nothing
  PromptVoter(
      Map<String, float[]> clips,
      ZeroShotLabels prompts,
      double scale,
      Map<String, String> settled) {
    this.clips = clips;
    judge = new PromptJudge(prompts, scale, settled, clips);
  }

  /// The voter of an embedding.
  ///
  /// @param labels ids of a label scheme
  /// @param settled labels that people settled, by clip
  /// @param cache of prompts that were read before
  /// @throws IOException if the space or the cache cannot be read
  public static PromptVoter of(
      SpaceFolder folder,
      SpaceFolder.Serving serving,
      List<String> labels,
      Map<String, String> settled,
      FeatureCache cache)
      throws IOException, InterruptedException {
    var clips = new HashMap<String, float[]>();
    for (var shard : folder.shards(serving)) {
      SpaceFolder.shard(shard).forEach((clip, vector) -> clips.put(clip.toString(), vector));
    }
    try (var space = folder.space(serving.space(), Device.cpu())) {
      var chinese = SentenceEncoder.chinese(cache);
      boolean readsChinese = chinese.model().id().value().equals(space.sentenceEncoder());
      var encoder = readsChinese ? chinese : SentenceEncoder.english(cache);
      if (!encoder.model().id().value().equals(space.sentenceEncoder())) {
        throw new IOException(
            ("The encoder %s, which the space reads, is not part of this version; learn from"
                    + " captions again.")
                .formatted(space.sentenceEncoder()));
      }
      var book = readsChinese ? PromptBook.chinese() : PromptBook.english();
      var said = labels.stream().flatMap(label -> book.prompts(label).stream()).distinct().toList();
      var placed = placed(said, encoder, space);
      var prompts =
          ZeroShotLabels.of(
              labels, book, all -> all.stream().map(placed::get).toArray(float[][]::new));
      return new PromptVoter(clips, prompts, space.scale(), settled);
    }
  }

  private static Map<String, float[]> placed(
      List<String> said, TextEncoder encoder, CaptionSpace space)
      throws IOException, InterruptedException {
    var vectors =
        encoder.encode(said).stream().map(vector -> vector.numbers()).toArray(float[][]::new);
    var rows = space.embedSentences(vectors);
    var placed = new HashMap<String, float[]>();
    IntStream.range(0, rows.length).forEach(i -> placed.put(said.get(i), rows[i]));
    return placed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> mayHaveSeen() {
    return List.of();
  }

  @Override
  public Map<String, Object> basis() {
    return judge.basis();
  }

  @Override
  public Said look(List<ClipSource> sources, FeatureProgress progress) {
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashMap<String, String>();
    for (var source : sources) {
      if (progress.cancelled()) {
        throw new CancellationException();
      }
      var vector = clips.get(source.clip());
      if (vector == null) {
        unseen.put(source.clip(), "not described");
        continue;
      }
      judge
          .of(source.clip(), vector)
          .ifPresentOrElse(
              labels -> votes.put(source.clip(), labels),
              () -> unseen.put(source.clip(), "no label near"));
    }
    progress.advanced(sources.size(), sources.size());
    return new Said(votes, unseen, Set.of(), Map.of());
  }
}
