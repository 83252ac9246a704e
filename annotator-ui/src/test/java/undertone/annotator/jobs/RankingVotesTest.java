package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.annotator.OpenHouse;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.llm.RankedFile;

class RankingVotesTest extends OpenHouse {

  private List<CandidateSet> standing(ClipId clip) {
    return get(Voting.class).standing(clip).stream().map(Vote::candidates).toList();
  }

  @Test
  void a_published_file_becomes_votes_and_comes_out_again(@TempDir Path folder) throws Exception {
    var corpus = corpus(4);
    var clips = clipsOf(corpus);
    var file = folder.resolve("results.csv");
    Files.writeString(
        file,
        """
        name,gt,gpt4v
        faces/GIVEAWAY-anger-0.mp4,anger,"Angry,disgust"
        GIVEAWAY-anger-1,anger,"disgust,joy,anger"
        GIVEAWAY-anger-2,anger,
        GIVEAWAY-anger-9,anger,anger
        """);

    var read = get(RankingVotes.class).read(corpus, file, null, 2);

    assertThat(standing(clips.get(0))).containsExactly(CandidateSet.of("anger", "disgust"));
    assertThat(standing(clips.get(1))).containsExactly(CandidateSet.of("disgust", "anger"));
    assertThat(standing(clips.get(2))).isEmpty();
    assertThat(read.cast().votes()).isEqualTo(2);
    assertThat(read.unanswered()).isEqualTo(1);
    assertThat(read.unknown()).containsExactly("GIVEAWAY-anger-9");
    assertThat(read.offList()).containsOnlyKeys("joy");
    assertThat(get(Voting.class).votersOf(corpus))
        .extracting(v -> v.name())
        .containsExactly("gpt4v");

    var out = folder.resolve("out.csv");
    assertThat(get(RankingVotes.class).write(corpus, "gpt4v", out)).isEqualTo(2);
    assertThat(RankedFile.read(out).rows())
        .containsExactly(
            new RankedFile.Row("GIVEAWAY-anger-0", "", List.of("anger", "disgust")),
            new RankedFile.Row("GIVEAWAY-anger-1", "", List.of("disgust", "anger")));
  }

  @Test
  void brought_in_again_only_what_differs_is_cast(@TempDir Path folder) throws Exception {
    var corpus = corpus(2);
    var file = folder.resolve("results.csv");
    Files.writeString(
        file, "name,gt,m\nGIVEAWAY-anger-0,,anger\nGIVEAWAY-anger-1,,\"disgust,anger\"\n");
    var rankings = get(RankingVotes.class);
    assertThat(rankings.read(corpus, file, "mine", null).cast().changed()).isEqualTo(2);

    assertThat(rankings.read(corpus, file, "mine", null).cast().changed()).isZero();
    assertThat(rankings.read(corpus, file, "mine", 2).cast().changed()).isEqualTo(1);
    assertThat(rankings.read(corpus, file, "mine", null).cast().changed()).isEqualTo(1);
    assertThat(standing(clipsOf(corpus).get(1))).containsExactly(CandidateSet.of("disgust"));
  }

  @Test
  void among_many_labels_two_are_held_until_settled_clips_say_how_many_it_takes(
      @TempDir Path folder) throws Exception {
    var corpus = corpus(1);
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    var file = folder.resolve("results.csv");
    Files.writeString(file, "name,gt,m\nGIVEAWAY-anger-0,,\"fear,anger,disgust\"\n");

    var read = get(RankingVotes.class).read(corpus, file, "mine", null);

    assertThat(read.cast().size()).isEqualTo(new RankingVotes.Size(2, 0, List.of()));
    assertThat(standing(clipsOf(corpus).getFirst()))
        .containsExactly(CandidateSet.of("fear", "anger"));
  }

  @Test
  void votes_of_nobody_are_not_written(@TempDir Path folder) {
    var corpus = corpus(1);

    assertThatThrownBy(
            () -> get(RankingVotes.class).write(corpus, "nobody", folder.resolve("out.csv")))
        .hasMessage("Nobody called \"nobody\" votes in this corpus.");
  }
}
