package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.annotator.OpenHouse;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.CorpusId;
import undertone.corpora.Meaning;
import undertone.corpora.clip.Library;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.bench.BenchEyes;
import undertone.engine.bench.FusionBench;
import undertone.engine.bench.FusionBenchOptions;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.fusion.FusionMethod;
import undertone.engine.fusion.FusionPlan;
import undertone.engine.refinement.RunListener;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// From the ratings of a corpus, by its release, to the valence head of a baseline.
class RatingsTeachBaselinesTest extends OpenHouse {
  private static final int CLIPS = 60;
  private static final int RATED = 40; // the first of them
  private static final int SETTLED = 20; // the first of those

  @TempDir private Path folder;

  /// Voters say the opposite of what is true; only curators, who know better, are right. Every
  /// other clip is anger.
  private static double valence(int clip) {
    return clip % 2 == 0 ? -.8 : .6;
  }

  @Test
  void settled_ratings_teach_valence_before_the_votes_mean_and_clips_without_either_do_no_harm()
      throws Exception {
    var corpus = corpus(CLIPS);
    var clips = clipsOf(corpus);
    var ada = get(Voting.class).machine(corpus, VoterKind.MACHINE, "ada").id();
    var kim = member(corpus, CorpusRole.CURATOR).id();
    for (int i = 0; i < CLIPS; i++) {
      boolean settled = i < SETTLED;
      var label = i % 2 == 0 ? "anger" : "disgust";
      get(Voting.class)
          .cast(
              new Ballot(
                  UUID.randomUUID(),
                  clips.get(i),
                  ada,
                  Meaning.ONE_OF,
                  CandidateSet.of(label),
                  CandidateSet.NONE,
                  null,
                  null,
                  i < RATED ? (Double) (settled ? -valence(i) : valence(i)) : null,
                  null));
      if (settled) {
        var rating = new SettledParts.TakenRating(rating(valence(i)), List.of());
        get(Curation.class)
            .settle(
                UUID.randomUUID(),
                corpus,
                clips.get(i),
                kim,
                CandidateSet.of(label),
                SettledParts.NONE.rated(rating),
                "");
      }
    }
    get(JdbcClient.class)
        .sql(
            "update clip set split = case when mod(position, 5) = 4 then 'test' else 'train' end,"
                + " conversation = null, speaker = null where corpus_id = ?")
        .param(corpus.value())
        .update();
    get(Releases.class).create(corpus, "taught", ReleasePolicy.DEFAULT, null, (_, _) -> {});
    var place = get(Releases.class).place(corpus, "taught");
    Files.copy(place.resolve("clips.csv"), folder.resolve("clips.csv"));
    for (int i = 0; i < CLIPS; i++) {
      write(name(corpus, clips.get(i)), i);
    }

    var metrics = bench();

    assertThat(number(metrics, "valenceClips")).isEqualTo(RATED * 4 / 5.0);
    assertThat(number(metrics, "f1")).isGreaterThan(.9);
    // Half of all ratings would be upside down had the votes' mean been taken of settled clips, and
    // none of them could be learned: their variance is .49.
    assertThat(number(metrics, "mse")).isLessThan(.25);
  }

  private static ClipRating rating(@Nullable Double valence) {
    return new ClipRating(valence, null, null);
  }

  private String name(CorpusId corpus, ClipId clip) {
    return get(Library.class).require(corpus, clip).name();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> bench() throws Exception {
    var plan = FusionPlan.DEFAULT.by(FusionMethod.ATTENTION).of(3, 60);
    var options =
        new FusionBenchOptions(folder, null, null, null, List.of("told"), null, plan, null);
    var eyes =
        new BenchEyes(
            List.of(), FacePictures.open(new NoMedia()), new FeatureCache(folder.resolve("cache")));
    var report = new FusionBench(options, eyes).run(RunListener.SILENT);
    return (Map<String, Object>) report.getOrDefault("metrics", Map.of());
  }

  private static double number(Map<String, Object> metrics, String name) {
    return ((Number) metrics.getOrDefault(name, Double.NaN)).doubleValue();
  }

  /// A vector that tells the clip's label.
  private void write(String clip, int number) throws IOException {
    var told = new double[] {number % 2 == 0 ? 1 : -1, .1 * (number % 7), .1 * (number % 3)};
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put("frames", NumpyArray.of(new double[][] {told}));
    var archive = new ByteArrayOutputStream();
    Npz.write(archive, arrays);
    var home = Files.createDirectories(folder.resolve("features/told"));
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
      zip.getNextEntry();
      Files.write(home.resolve(clip + ".npy"), zip.readAllBytes());
    }
  }
}
