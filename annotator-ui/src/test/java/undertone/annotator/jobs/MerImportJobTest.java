package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.importing.MerImporter;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.preference.Preferences;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Voting;

/// Files of the MER challenges come in over REST, as runs that can be watched.
class MerImportJobTest extends OpenHouse {

  @TempDir private Path folder;

  @Test
  void labels_become_votes_of_the_named_voter_and_what_does_not_go_in_is_told() throws Exception {
    var corpus = corpus(2);
    var clip = clipsOf(corpus).getFirst();
    var file = file("labels.csv", "name,discrete\n%s,angry\nnobody,sad\n", name(clip));

    var found = work(start(corpus, Map.of("file", file.toString(), "voter", "organisers")));

    assertThat(found.path("holds").asString()).isEqualTo("labels");
    assertThat(found.path("written").asInt()).isEqualTo(1);
    assertThat(found.path("refused").asInt()).isEqualTo(1);
    assertThat(found.at("/faults/0/line").asInt()).isEqualTo(3);
    assertThat(get(Voting.class).standing(clip))
        .singleElement()
        .satisfies(vote -> assertThat(vote.candidates()).isEqualTo(CandidateSet.of("anger")));
  }

  @Test
  void a_dry_run_writes_nothing_and_a_class_may_be_given_a_label() throws Exception {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var file = file("labels.csv", "name,discrete\n%s,worried\n", name(clip));
    var labels = Map.of("worried", "disgust");

    var found =
        work(
            start(
                corpus,
                Map.of("file", file.toString(), "gold", true, "labels", labels, "dryRun", true)));
    assertThat(found.path("written").asInt()).isEqualTo(1);
    assertThat(get(Library.class).goldOf(clip)).isEmpty();

    work(start(corpus, Map.of("file", file.toString(), "gold", true, "labels", labels)));
    assertThat(get(Library.class).goldOf(clip)).contains("disgust");
  }

  @Test
  void pairs_of_descriptions_come_in_the_same_way() throws Exception {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var file = file("track3.csv", "name,a1,a2,preference\n%s,Smiles.,Weeps.,a2\n", name(clip));

    work(start(corpus, Map.of("file", file.toString())));

    assertThat(get(Preferences.class).standing(List.of(clip)).get(clip)).hasSize(1);
  }

  @Test
  void who_may_not_look_into_a_folder_brings_no_file_of_it_in() throws IOException {
    var corpus = corpus(1);
    var file = file("labels.csv", "name,discrete\n", "");
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/mer".formatted(corpus);

    var closed = owner.post(path, Map.of("file", file.toString()));
    var missing = admin().post(path, Map.of("file", folder.resolve("none.csv").toString()));
    var noFile = admin().post(path, Map.of("file", folder.toString()));

    assertThat(closed.status()).isEqualTo(400);
    assertThat(closed.detail()).startsWith("This folder is not open for imports");
    assertThat(missing.detail()).endsWith("none.csv is not a file of this server.");
    assertThat(noFile.detail()).endsWith(" is not a file of this server.");
    assertThat(get(Runs.class).of(corpus, RunKind.MER)).isEmpty();
  }

  @Test
  void the_houses_own_files_stay_where_they_are() throws IOException {
    var corpus = corpus(1);
    var own = get(HomeFolder.class).root().resolve("own.csv");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "name,discrete\n");
    var link = Files.createSymbolicLink(folder.resolve("link.csv"), own);
    var path = "/api/v1/corpora/%s/runs/mer".formatted(corpus);

    for (var file : List.of(own, link)) {
      assertThat(admin().post(path, Map.of("file", file.toString())).detail())
          .isEqualTo("Undertone's own data cannot be imported.");
    }
  }

  @Test
  void what_is_no_name_no_label_and_no_language_is_refused_before_anything_begins() {
    var corpus = corpus(1);
    var path = "/api/v1/corpora/%s/runs/mer".formatted(corpus);
    var nothing = new HashMap<String, Object>();
    nothing.put("worried", null);

    for (var body :
        List.of(
            Map.<String, Object>of("file", "/srv/a.csv", "labels", nothing),
            Map.<String, Object>of("file", "/srv/a.csv", "voter", " "),
            Map.<String, Object>of("file", "/srv/a.csv", "voter", "v".repeat(201)),
            Map.<String, Object>of("file", "/srv/a.csv", "language", "in English"))) {
      assertThat(admin().post(path, body).status()).as(body.toString()).isEqualTo(400);
    }
    assertThat(get(Runs.class).of(corpus, RunKind.MER)).isEmpty();
  }

  @Test
  void a_run_that_goes_on_says_that_rows_it_had_written_are_there_already() throws Exception {
    var corpus = corpus(1);
    var file = file("labels.csv", "name,discrete\n%s,angry\n", name(clipsOf(corpus).getFirst()));
    var id = start(corpus, Map.of("file", file.toString()));
    var runs = get(Runs.class);
    var job = new MerImportJob(get(MerImporter.class));
    var context = new JobContext(id, runs, get(HomeFolder.class));
    var first = job.work(runs.find(id).orElseThrow(), context);
    runs.begin(id, "an engine that dies");

    var again = job.work(runs.find(id).orElseThrow(), context);

    assertThat(first.message().english()).startsWith("1 rows: 1 written");
    assertThat(again.message().english())
        .isEqualTo(
            "The run went on after it had been stopped. 1 rows: 0 written now, 1 there already, those"
                + " it had written before among them, 0 say nothing, 0 refused.");
  }

  private Path file(String name, String content, String clip) throws IOException {
    return Files.writeString(folder.resolve(name), content.formatted(clip));
  }

  private String name(ClipId clip) {
    return get(Library.class).byIds(List.of(clip)).values().iterator().next().name();
  }

  private RunId start(CorpusId corpus, Map<String, Object> body) {
    var answer = admin().post("/api/v1/corpora/%s/runs/mer".formatted(corpus), body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return new RunId(answer.json().path("id").asLong());
  }

  private JsonNode work(RunId id) {
    var runs = get(Runs.class);
    var outcome =
        new MerImportJob(get(MerImporter.class))
            .work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
    return JsonMapper.shared().readTree(outcome.summary());
  }
}
