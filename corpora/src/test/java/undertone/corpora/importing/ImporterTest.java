package undertone.corpora.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.Meaning;
import undertone.corpora.Modality;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.care.Caring;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImporterTest {

  private static final ImportProgress UNWATCHED = (_, _) -> {};

  @TempDir private Path temp;
  private Path folder = Path.of("");
  private Path home = Path.of("");
  private MediaWorkers workers = new MediaWorkers(1);

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @AfterAll
  void let_workers_go() {
    workers.close();
  }

  @BeforeEach
  void lay_out_a_folder() throws IOException {
    var place = Files.createTempDirectory(temp, "import");
    folder = Files.createDirectories(place.resolve("folder"));
    home = Files.createDirectories(place.resolve("home"));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_table_becomes_clips_votes_captions_and_gold(Furnished house) throws IOException {
    picture("a.png", 1);
    table(
        """
        clip,text,text:zh,split,label,candidates:fer2013,ranked:gpt4v,votes:anger,votes:fear,votes:unknown,caption,caption:zh,conversation,turn,speaker,start,valence,strength
        a.png,,,val,happy,neutral,sad|fear|curious|anger,2,3,1,A smile.,微笑,d1,0,Ben,1.5,0.5,strong
        line 2,Hello,你好,,,,,,,,,,d1,1,Ada,,,
        """);
    var corpus = corpus(house);

    var report = run(house, corpus, 2);

    assertThat(report.message().english())
        .isEqualTo(
            "2 clips added, 0 updated, 0 unchanged. 0 rows refused, 0 media unreadable, 1"
                + " candidates outside the label scheme kept as \"other\".");
    assertThat(report.votes()).isEqualTo(Map.of("fer2013", 1L, "gpt4v", 1L, "votes", 1L));
    assertThat(report.captions()).isEqualTo(2);
    assertThat(report.gold()).isEqualTo(1);
    assertThat(report.others()).isEqualTo(Map.of("gpt4v: curious", 1L));

    var clips = clips(house, corpus);
    var picture = clips.getFirst();
    assertThat(picture.name()).isEqualTo("a.png");
    assertThat(picture.modality()).isEqualTo(Modality.IMAGE);
    assertThat(picture.state()).isEqualTo(ClipState.READY);
    assertThat(picture.width()).contains(20);
    assertThat(new MediaStore(home).path(picture.mediaHash().orElseThrow()))
        .hasSameBinaryContentAs(folder.resolve("a.png"));
    assertThat(picture.split()).contains("valid");
    assertThat(picture.conversation()).contains("d1");
    assertThat(picture.turn()).contains(0);
    assertThat(picture.speaker()).contains("Ben");
    assertThat(picture.startMicros()).contains(1_500_000L);
    assertThat(picture.metadata())
        .contains(
            "{\"strength\":\"strong\",\"ranked:gpt4v\":\"sadness|fear|other|anger\","
                + "\"other:gpt4v\":\"curious\",\"votes:unknown\":1,\"valence\":0.5}");
    assertThat(picture.voteCount()).isEqualTo(3);
    assertThat(picture.leadingLabel()).contains("fear"); // one first each; of equals by word
    assertThat(house.get(Library.class).goldOf(picture.id())).contains("happiness");

    assertThat(votes(house, corpus, picture))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "fer2013", CandidateSet.of("neutral"),
                "gpt4v", CandidateSet.of("sadness", "fear"),
                "votes", CandidateSet.of("fear", "anger")));
    assertThat(
            house.get(Voting.class).standing(picture.id()).stream()
                .map(Vote::tally)
                .filter(t -> !t.isEmpty()))
        .containsExactly(Map.of("fear", 3, "anger", 2));
    assertThat(house.get(Captioning.class).standing(picture.id()).stream().map(Caption::text))
        .containsExactlyInAnyOrder("A smile.", "微笑");

    var line = clips.getLast();
    assertThat(line.modality()).isEqualTo(Modality.TEXT);
    assertThat(line.text()).contains("Hello");
    assertThat(line.language()).contains("en");
    assertThat(line.mediaHash()).isEmpty();
    assertThat(line.metadata()).contains("{\"text:zh\":\"你好\"}");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_same_folder_again_changes_nothing_and_says_so(Furnished house) throws IOException {
    picture("a.png", 1);
    table("clip,label,ranked:x,votes:fear,caption\na.png,fear,anger|fear,4,Wide eyes.\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    var before = everything(house, corpus);

    var report = run(house, corpus, 2);

    assertThat(report.nothingChanged()).isTrue();
    assertThat(report.message().english()).isEqualTo("Nothing changed: 1 clips are there already.");
    assertThat(everything(house, corpus)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_touched_file_with_the_same_content_changes_nothing_either(Furnished house)
      throws IOException {
    picture("a.png", 1);
    table("clip,ranked:x,caption\na.png,anger|fear,Wide eyes.\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    var before = everything(house, corpus);
    Files.setLastModifiedTime(folder.resolve("a.png"), FileTime.fromMillis(1_000));

    assertThat(run(house, corpus, 2).unchanged()).isEqualTo(1);
    assertThat(everything(house, corpus)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void bad_rows_are_told_and_good_ones_go_in(Furnished house) throws IOException {
    table(
        """
        clip,text,label
        one,Hello,anger
        two,Hello,fearfull
        ../three,Hello,fear
        four,Hello,
        one,Again,
        """);
    var corpus = corpus(house);

    var report = run(house, corpus, 2);

    assertThat(report.rows()).isEqualTo(5);
    assertThat(report.added()).isEqualTo(2);
    assertThat(report.bad()).isEqualTo(3);
    assertThat(report.faults().stream().map(RowFault::message))
        .containsExactly(
            "clips.csv, line 3, column label: \"fearfull\" is not a label of ekman7; did you mean"
                + " fear?",
            "clips.csv, line 4, column clip: \"../three\" leads out of the table's folder.",
            "clips.csv, line 6, column clip: \"one\" makes the clip id one, which line 2 has"
                + " already.");
    assertThat(clips(house, corpus).stream().map(Clip::name)).containsExactly("one", "four");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void media_that_cannot_be_read_become_unreadable_clips_with_their_reason(Furnished house)
      throws IOException {
    picture("whole.png", 1);
    Files.write(
        folder.resolve("cut.png"),
        Arrays.copyOf(Files.readAllBytes(folder.resolve("whole.png")), 40));
    Files.writeString(folder.resolve("page.mp4"), "<html>not found</html>");
    table("clip,label\ncut.png,anger\npage.mp4,fear\ngone.wav,fear\nwhole.png,fear\n");
    var corpus = corpus(house);

    var report = run(house, corpus, 2);

    assertThat(report.added()).isEqualTo(4);
    assertThat(report.unreadable()).isEqualTo(3);
    assertThat(report.unreadableClips().stream().map(u -> u.source()))
        .containsExactly("cut.png", "page.mp4", "gone.wav");
    var clips = clips(house, corpus);
    assertThat(clips.stream().map(Clip::state))
        .containsExactly(
            ClipState.UNREADABLE, ClipState.UNREADABLE, ClipState.UNREADABLE, ClipState.READY);
    assertThat(clips.get(2).modality()).isEqualTo(Modality.AUDIO);
    assertThat(clips.get(2).reason())
        .contains("there is no such file in the folder, and the row has no text");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_clip_whose_file_was_missing_becomes_ready_when_it_is_there(Furnished house)
      throws IOException {
    table("clip,label\na.png,anger\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    picture("a.png", 1);

    assertThat(run(house, corpus, 2).updated()).isEqualTo(1);
    assertThat(clips(house, corpus).getFirst().state()).isEqualTo(ClipState.READY);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_clip_whose_media_failed_when_prepared_stays_unreadable(Furnished house)
      throws IOException {
    picture("a.png", 1);
    table("clip,split\na.png,train\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    house
        .get(JdbcClient.class)
        .sql("update clip set state = 'UNREADABLE', reason = 'half a file' where corpus_id = ?")
        .param(corpus.value())
        .update();

    assertThat(run(house, corpus, 2).nothingChanged()).isTrue();
    table("clip,split\na.png,test\n");
    assertThat(run(house, corpus, 2).updated()).isEqualTo(1);
    var clip = clips(house, corpus).getFirst();
    assertThat(clip.state()).isEqualTo(ClipState.UNREADABLE);
    assertThat(clip.reason()).contains("half a file");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void media_the_store_has_lost_are_taken_again(Furnished house) throws IOException {
    picture("a.png", 1);
    table("clip\na.png\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    var kept = store().path(clips(house, corpus).getFirst().mediaHash().orElseThrow());
    Files.delete(kept);

    assertThat(run(house, corpus, 2).unchanged()).isEqualTo(1);
    assertThat(kept).hasSameBinaryContentAs(folder.resolve("a.png"));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void media_that_left_the_folder_stay_in_the_corpus(Furnished house) throws IOException {
    picture("a.png", 1);
    table("clip,split\na.png,train\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    Files.delete(folder.resolve("a.png"));
    table("clip,split\na.png,test\n");

    assertThat(run(house, corpus, 2).updated()).isEqualTo(1);
    var clip = clips(house, corpus).getFirst();
    assertThat(clip.state()).isEqualTo(ClipState.READY);
    assertThat(clip.modality()).isEqualTo(Modality.IMAGE);
    assertThat(clip.split()).contains("test");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_bare_folder_becomes_a_corpus_and_what_is_no_clip_is_told(Furnished house)
      throws IOException {
    picture("faces/b.png", 1);
    picture("a.png", 2);
    Files.writeString(folder.resolve("words.txt"), "I did not expect that.");
    Files.writeString(folder.resolve("LICENSE"), "Do what you like.");
    Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");
    Files.writeString(folder.resolve("broken.mp4"), "no film");
    Files.writeString(folder.resolve(".DS_Store"), "hidden");
    var corpus = corpus(house);

    var report = run(house, corpus, 2);

    var clips = clips(house, corpus);
    assertThat(clips.stream().map(c -> c.name() + " " + c.modality() + " " + c.state()))
        .containsExactly(
            "a.png IMAGE READY",
            "broken.mp4 VIDEO UNREADABLE",
            "faces_b.png IMAGE READY",
            "words.txt TEXT READY");
    assertThat(clips.getLast().text()).contains("I did not expect that.");
    assertThat(report.faults().stream().map(RowFault::file))
        .containsExactly("LICENSE", "table.csv");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_killed_import_run_again_completes_without_doubles(Furnished house) throws IOException {
    var rows = new StringBuilder("clip,text,label,ranked:x,votes:fear\n");
    IntStream.range(0, 700)
        .forEach(i -> rows.append("c%d,Line %d,fear,anger|fear,%d\n".formatted(i, i, i % 3)));
    table(rows.toString());
    var corpus = corpus(house);
    var order = new ImportOrder(corpus, folder, 1);
    var batches = new ArrayList<Double>();
    ImportProgress killedAfterThree =
        (share, _) -> {
          batches.add(share);
          if (batches.size() == 3) {
            throw new IllegalStateException("killed");
          }
        };

    assertThatThrownBy(() -> importer(house).run(order, store(), probe(), killedAfterThree))
        .hasMessage("killed");
    long before = house.get(Library.class).count(corpus, ClipFilter.ALL);
    assertThat(before).isBetween(1L, 699L);
    var report = importer(house).run(order, store(), probe(), UNWATCHED);

    assertThat(report.unchanged()).isEqualTo(before);
    assertThat(report.added()).isEqualTo(700 - before);
    assertThat(house.get(Library.class).count(corpus, ClipFilter.ALL)).isEqualTo(700);
    assertThat(count(house, "vote", corpus)).isEqualTo(700 + 466); // no tally where nobody voted
    assertThat(count(house, "gold_label", corpus)).isEqualTo(700);
    assertThat(clips(house, corpus).stream().map(Clip::name))
        .containsExactlyElementsOf(IntStream.range(0, 700).mapToObj(i -> "c" + i).toList());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_first_clips_can_be_annotated_while_the_others_are_still_coming(Furnished house)
      throws IOException {
    var rows = new StringBuilder("clip,text\n");
    IntStream.range(0, 600).forEach(i -> rows.append("c%d,Line %d\n".formatted(i, i)));
    table(rows.toString());
    var corpus = corpus(house);
    var voter = house.get(Voting.class).machine(corpus, VoterKind.MACHINE, "first").id();
    var there = new ArrayList<Long>();
    var handedOut = new ArrayList<ClipId>();

    importer(house)
        .run(
            new ImportOrder(corpus, folder, 2),
            store(),
            probe(),
            (_, _) -> {
              if (there.isEmpty()) {
                there.add(house.get(Library.class).count(corpus, ClipFilter.ALL));
                house
                    .get(WorkQueue.class)
                    .next(corpus, voter, Set.of(), Duration.ofMinutes(5))
                    .ifPresent(lease -> handedOut.add(lease.clip()));
              }
            });

    assertThat(handedOut).hasSize(1);
    assertThat(there).singleElement().satisfies(n -> assertThat(n).isLessThan(10));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_changed_table_adds_revisions_and_leaves_what_people_said(Furnished house)
      throws IOException {
    table("clip,text,label,ranked:x,votes:fear,caption\na,Hello,anger,anger|fear,2,One.\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    var clip = clips(house, corpus).getFirst();
    var ada = person(house, corpus, "Ada");
    house
        .get(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), clip.id(), ada.id(), CandidateSet.of("disgust")));

    table("clip,text,label,ranked:x,votes:fear,caption\na,Hello!,fear,fear|anger,2,Two.\n");
    var report = run(house, corpus, 2);

    assertThat(report.updated()).isEqualTo(1);
    assertThat(report.votes()).isEqualTo(Map.of("x", 1L)); // the crowd's counts are the same
    assertThat(votes(house, corpus, clip))
        .isEqualTo(
            Map.of(
                "x", CandidateSet.of("fear", "anger"),
                "votes", CandidateSet.of("fear"),
                "Ada", CandidateSet.of("disgust")));
    assertThat(house.get(Voting.class).ledger(clip.id())).hasSize(4);
    var after = clips(house, corpus).getFirst();
    assertThat(after.text()).contains("Hello!");
    assertThat(after.voteCount()).isEqualTo(3);
    assertThat(after.leadingLabel()).contains("fear");
    assertThat(house.get(Library.class).goldOf(clip.id())).contains("fear");
    assertThat(house.get(Captioning.class).standing(clip.id()).stream().map(Caption::text))
        .containsExactly("Two.");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_table_marks_distressing_clips_and_never_takes_a_mark_back(Furnished house)
      throws IOException {
    table("clip,text,distressing\na,Hello,yes\nb,Hello,no\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    assertThat(clips(house, corpus)).extracting(Clip::distressing).containsExactly(true, false);

    table("clip,text,distressing\na,Hello!,no\nb,Hello,1\n");
    run(house, corpus, 2);
    assertThat(clips(house, corpus)).extracting(Clip::distressing).containsExactly(true, true);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_mark_a_curator_has_taken_back_is_not_set_again_by_the_table(Furnished house)
      throws IOException {
    table("clip,text,distressing\na,Hello,yes\nb,Hello,yes\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    house.get(Caring.class).mark(clips(house, corpus).getFirst().id(), false);

    table("clip,text,distressing\na,Hello!,yes\nb,Hello!,yes\n");
    run(house, corpus, 2);

    assertThat(clips(house, corpus)).extracting(Clip::distressing).containsExactly(false, true);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void another_top_k_changes_the_candidate_sets(Furnished house) throws IOException {
    table("clip,text,ranked:x\na,Hello,anger|fear|disgust\n");
    var corpus = corpus(house);
    run(house, corpus, 1);
    assertThat(run(house, corpus, 3).updated()).isEqualTo(1);
    assertThat(votes(house, corpus, clips(house, corpus).getFirst()))
        .isEqualTo(Map.of("x", CandidateSet.of("anger", "fear", "disgust")));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void media_that_people_voted_on_are_never_exchanged(Furnished house) throws IOException {
    picture("a.png", 1);
    table("clip\na.png\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    var before = clips(house, corpus).getFirst();
    var ada = person(house, corpus, "Ada");
    house
        .get(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), before.id(), ada.id(), CandidateSet.of("fear")));
    picture("a.png", 2);

    var report = run(house, corpus, 2);

    assertThat(report.faults().getFirst().reason())
        .contains("the media of clip a.png have changed since people voted on it");
    assertThat(clips(house, corpus).getFirst().mediaHash()).isEqualTo(before.mediaHash());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void nobody_s_name_is_taken_by_a_column(Furnished house) throws IOException {
    table("clip,text,ranked:Ada\na,Hello,fear\n");
    var corpus = corpus(house);
    person(house, corpus, "Ada");
    assertThatThrownBy(() -> run(house, corpus, 2))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("a voter called \"Ada\" already, who is a person");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_crowd_that_could_not_tell_has_voted_all_the_same(Furnished house) throws IOException {
    table("clip,text,votes:fear,votes:unknown\na,Hello,0,5\n");
    var corpus = corpus(house);
    run(house, corpus, 2);
    assertThat(house.get(Voting.class).standing(clips(house, corpus).getFirst().id()))
        .singleElement()
        .satisfies(v -> assertThat(v.meaning()).isEqualTo(Meaning.CANNOT_TELL));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void two_imports_at_once_write_each_clip_once(Furnished house) throws Exception {
    var rows = new StringBuilder("clip,text,ranked:x\n");
    IntStream.range(0, 500).forEach(i -> rows.append("c%d,Line,fear|anger\n".formatted(i)));
    table(rows.toString());
    var corpus = corpus(house);
    Callable<ImportReport> one = () -> run(house, corpus, 2);
    long added = 0;
    try (var both = Executors.newFixedThreadPool(2)) {
      for (var done : both.invokeAll(List.of(one, one))) {
        added += done.get().added();
      }
    }
    assertThat(added).isEqualTo(500);
    assertThat(house.get(Library.class).count(corpus, ClipFilter.ALL)).isEqualTo(500);
    assertThat(count(house, "vote", corpus)).isEqualTo(500);
    assertThat(clips(house, corpus).stream().map(Clip::position)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_folder_that_is_not_there_is_said_to_be_missing(Furnished house) {
    var corpus = corpus(house);
    var order = new ImportOrder(corpus, folder.resolve("nowhere"), 2);
    assertThatThrownBy(() -> importer(house).run(order, store(), probe(), UNWATCHED))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("nowhere cannot be read");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_link_out_of_the_folder_is_refused(Furnished house) throws IOException {
    var secret = Files.writeString(folder.resolveSibling("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("a.txt"), secret);
    table("clip\na.txt\n");
    var corpus = corpus(house);
    assertThat(run(house, corpus, 2).faults().getFirst().message())
        .isEqualTo(
            "clips.csv, line 2, column clip: \"a.txt\" is a link that leads out of the folder.");
    assertThat(clips(house, corpus)).isEmpty();
  }

  private static Importer importer(Furnished house) {
    return house.get(Importer.class);
  }

  private ImportReport run(Furnished house, CorpusId corpus, int topK) {
    return importer(house).run(new ImportOrder(corpus, folder, topK), store(), probe(), UNWATCHED);
  }

  private MediaStore store() {
    return new MediaStore(home);
  }

  private MediaProbe probe() {
    return new MediaProbe(workers);
  }

  private static CorpusId corpus(Furnished house) {
    return house
        .get(Catalogue.class)
        .create("Import " + UUID.randomUUID(), ShippedSchemes.find("ekman7").orElseThrow(), "en")
        .id();
  }

  private static Voter person(Furnished house, CorpusId corpus, String name) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofDays(1)).secret();
    var account = people.accept(invite, name + UUID.randomUUID(), name, "hash", "en");
    return house.get(Voting.class).person(corpus, account.id(), name);
  }

  private static List<Clip> clips(Furnished house, CorpusId corpus) {
    return house.get(Library.class).page(corpus, ClipFilter.ALL, -1, 10_000);
  }

  private static Map<String, CandidateSet> votes(Furnished house, CorpusId corpus, Clip clip) {
    var voting = house.get(Voting.class);
    var names = new HashMap<VoterId, String>();
    voting.votersOf(corpus).forEach(v -> names.put(v.id(), v.name()));
    var votes = new HashMap<String, CandidateSet>();
    voting
        .standing(clip.id())
        .forEach(v -> votes.put(String.valueOf(names.get(v.voter())), v.candidates()));
    return votes;
  }

  private static long count(Furnished house, String table, CorpusId corpus) {
    return house
        .get(JdbcClient.class)
        .sql("select count(*) from %s where corpus_id = ?".formatted(table))
        .param(corpus.value())
        .query(Long.class)
        .single();
  }

  /// All rows an import writes, save the stamp of a file's time.
  private static List<String> everything(Furnished house, CorpusId corpus) {
    return Stream.of("clip", "vote", "caption", "gold_label", "voter")
        .flatMap(table ->
            house
                .get(JdbcClient.class)
                .sql("select * from %s where corpus_id = ? order by 1".formatted(table))
                .param(corpus.value())
                .query()
                .listOfRows()
                .stream()
                .peek(row -> row.keySet().removeIf(k -> k.matches("(?i)source_stamp|version")))
                .map(Object::toString))
        .toList();
  }

  private void table(String content) throws IOException {
    Files.writeString(folder.resolve("clips.csv"), content);
  }

  /// A small picture that differs by its shade.
  private void picture(String path, int shade) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    var image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 20; x++) {
      image.setRGB(x, x % 16, shade * 0x10203);
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
