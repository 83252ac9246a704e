package undertone.annotator.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.challenge.Evaluation;
import undertone.exports.MerExport;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// Files of a MER challenge in a release, as the organisers' measure and the API take them.
class MerFilesTest extends OpenHouse {

  @TempDir private Path folder;

  @Test
  void what_is_released_for_a_track_is_accepted_there_and_perfect_beside_itself()
      throws IOException {
    Files.writeString(folder.resolve("format.csv"), "name,format\nanger,[]\ndisgust,[]\n");
    Files.writeString(
        folder.resolve("synonym.csv"), "word_run1,synonym_run1\nanger,[]\ndisgust,[]\n");
    Files.writeString(
        folder.resolve("wheel1.csv"),
        "level1,level2,level3\nanger,fury,rage\ndisgust,scorn,spite\n");
    var corpus = voted();
    for (var track : MerTrack.values()) {
      if (track.answer() != MerTrack.Answer.PREFERENCE) {
        var figures = scored(corpus, track);

        assertThat(Objects.requireNonNull(figures.get("clips")).intValue())
            .as(track.code())
            .isEqualTo(4);
        assertThat(Objects.requireNonNull(figures.get("score")).doubleValue())
            .as(track.code())
            .isEqualTo(1);
      }
    }
  }

  private Map<String, Number> scored(CorpusId corpus, MerTrack track) throws IOException {
    var policy = ReleasePolicy.DEFAULT.withMer(new MerExport(track, words(track), true));
    get(Releases.class).create(corpus, track.code(), policy, null, (_, _) -> {});
    var file =
        get(Releases.class)
            .place(corpus, track.code())
            .resolve("mer")
            .resolve(
                switch (track) {
                  case MER2024_OV -> "openset.csv";
                  case MER2025_OV, MER2026_OV -> "labels-openset.npz";
                  case MER2025_SEMI, MER2026_CROSS -> "submission.csv";
                  default -> "labels.csv";
                });
    var evaluation = Evaluation.of(track, new Evaluation.Input(file, file, null, folder));
    assertThat(evaluation.faults()).as(track.code()).isEmpty();
    return evaluation.figures();
  }

  private static Map<String, String> words(MerTrack track) {
    return track.answer() == MerTrack.Answer.OPEN_SET ? Map.of() : Map.of("disgust", "worried");
  }

  private CorpusId voted() {
    var corpus = corpus(4);
    var voting = get(Voting.class);
    var ada = voting.machine(corpus, VoterKind.MACHINE, "ada").id();
    for (var clip : clipsOf(corpus)) {
      var label = clip.value() % 2 == 0 ? "anger" : "disgust";
      var vote = voting.cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of(label)));
      get(Traces.class)
          .write(vote.id(), List.of(new Trace(Axis.VALENCE, new long[] {0}, new float[] {-0.15f})));
    }
    return corpus;
  }

  @Test
  void the_api_refuses_what_no_track_takes_before_a_run_begins() {
    var corpus = corpus(1);
    var kim = browserOf(member(corpus, CorpusRole.OWNER));

    assertThat(refusal(kim, corpus, Map.of("track", "mer1999")))
        .startsWith("There is no MER track \"mer1999\"; the tracks are mer2023-multi,");
    assertThat(refusal(kim, corpus, Map.of("track", "mer2024-semi", "everyLabel", true)))
        .startsWith("These labels are no class of MER: disgust.");
    assertThat(
            refusal(
                kim, corpus, Map.of("track", "mer2024-semi", "words", Map.of("disgust", "glum"))))
        .startsWith("\"glum\" is no class of MER;");
    var nothing = new HashMap<String, Object>();
    nothing.put("disgust", null);
    assertThat(refusal(kim, corpus, Map.of("track", "mer2024-semi", "words", nothing)))
        .contains("words");
  }

  private static String refusal(Visitor kim, CorpusId corpus, Map<String, Object> mer) {
    var answer =
        kim.post(
            "/api/v1/corpora/%s/releases".formatted(corpus),
            Map.of(
                "name",
                "v1",
                "decisions",
                "CURATOR_ELSE_MAJORITY",
                "minVotes",
                0,
                "labelledOnly",
                false,
                "mer",
                mer));
    assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
    return answer.detail();
  }
}
