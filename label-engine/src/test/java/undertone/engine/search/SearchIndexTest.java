package undertone.engine.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;
import undertone.corpora.vote.VoterKind;
import undertone.engine.bench.ClusteredVectors;

class SearchIndexTest {
  private static final CorpusId DRAMA = new CorpusId(1);
  private static final CorpusId NEWS = new CorpusId(2);
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");
  private static final Place GLOBAL = new Place(CaptionLevel.GLOBAL, null);
  private static final Place MOUTH = new Place(CaptionLevel.LOCAL, Region.MOUTH);
  private static final VectorModel FLAT = new VectorModel(new ModelId("flat"), "text", 3);

  @TempDir Path folder;
  private SearchIndex index;

  @BeforeEach
  void open() throws IOException {
    index = SearchIndex.open(folder, IndexSettings.USUAL.onRequest());
    index.register(FLAT);
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @Test
  void english_and_chinese_words_are_found() throws IOException {
    write(caption(1, "Her eyebrows are raised and she is smiling."));
    write(caption(2, "她的眉毛上扬，面带微笑。"));
    write(caption(3, "A dog sleeps under the table. 一只狗在睡觉。"));

    assertThat(clips("eyebrow smile")).containsExactly(1L);
    assertThat(clips("微笑")).containsExactly(2L);
    assertThat(clips("狗")).containsExactly(3L);
    assertThat(clips("ＤＯＧＳ' sleeping")).containsExactly(3L);
    assertThat(clips("elephant")).isEmpty();
    assertThat(clips("the of 的")).isEmpty();
  }

  @Test
  void a_misspelt_word_finds_what_was_meant() throws IOException {
    write(caption(1, "Her nostrils flare."));
    write(caption(2, "His hands are folded."));

    assertThat(clips("nostrlis")).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "words:[* TO *]",
        "((((",
        "a AND OR NOT",
        "smile~1000000",
        "/(.*)+$/",
        "\"unclosed",
        "smile^9999999999",
        "*",
        "????",
        "_query_:{!xmlparser}",
        "\u0000\u0001\u001b smile",
        "\uD800 smile \uDFFF",
        "-smile +smile !smile",
        "id:caption",
        "{!func}clip",
        " \t\n ",
        "\u202E\u200B smile\u200D",
        "'; drop table clip; --",
      })
  void nothing_in_a_search_is_syntax(String words) throws IOException {
    write(caption(1, "She begins to smile."));

    assertThat(clips(words)).isEqualTo(words.contains("smile") ? List.of(1L) : List.of());
  }

  @Test
  void a_search_of_a_million_characters_is_refused_and_a_long_one_is_answered() throws IOException {
    write(caption(1, "She begins to smile."));
    var long1 = "smile ".repeat(3000);
    var many = new StringBuilder();
    for (int i = 0; i < 2500; i++) {
      many.append("w").append(i).append(' ');
    }

    assertThat(clips(long1)).containsExactly(1L);
    assertThat(clips(many + "smile")).isEmpty(); // words beyond the first hundreds do not count
    assertThatThrownBy(() -> clips("x".repeat(1_000_000)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("20000");
  }

  @Test
  void filters_let_pass_what_they_say() throws IOException {
    write(
        caption(1, "a smile", "en", GLOBAL, VoterKind.PERSON, MONDAY)
            .labelled(Set.of("joy"), true));
    write(
        caption(2, "a smile", "de", MOUTH, VoterKind.PERSON, TUESDAY)
            .labelled(Set.of("joy", "awe"), true));
    write(caption(3, "a smile", "en", GLOBAL, VoterKind.MACHINE, TUESDAY));
    index.put(
        SearchEntry.clip(NEWS, new ClipId(4), MONDAY, "a smile", "hash").in(Set.of("text")),
        Map.of(FLAT.id(), unit(1, 0, 0)));
    index.refresh();
    var all = SearchFilter.ALL;

    var expected =
        Map.ofEntries(
            Map.entry(all, List.of(1L, 2L, 3L, 4L)),
            Map.entry(all.inCorpora(Set.of(NEWS)), List.of(4L)),
            Map.entry(all.inCorpora(Set.of(NEWS, DRAMA)), List.of(1L, 2L, 3L, 4L)),
            Map.entry(all.ofTypes(Set.of(EntryType.CAPTION)), List.of(1L, 2L, 3L)),
            Map.entry(all.inLanguages(Set.of("de")), List.of(2L)),
            Map.entry(all.onLevels(Set.of(CaptionLevel.LOCAL)), List.of(2L)),
            Map.entry(all.by(Set.of(VoterKind.MACHINE)), List.of(3L)),
            Map.entry(all.withLabels(Set.of("awe", "fear")), List.of(2L)),
            Map.entry(all.annotated(true), List.of(1L, 2L)),
            Map.entry(all.annotated(false), List.of(3L, 4L)),
            Map.entry(all.between(TUESDAY, null), List.of(2L, 3L)),
            Map.entry(all.between(null, TUESDAY), List.of(1L, 4L)),
            Map.entry(all.without(Set.of(new ClipId(1), new ClipId(4))), List.of(2L, 3L)),
            Map.entry(
                all.inLanguages(Set.of("en")).annotated(true).between(MONDAY, TUESDAY),
                List.of(1L)));
    for (var entry : expected.entrySet()) {
      var filter = entry.getKey();
      assertThat(ids(SearchQuery.words("smile", filter, 10)))
          .as("words %s", filter)
          .containsExactlyInAnyOrderElementsOf(entry.getValue());
      assertThat(ids(SearchQuery.meaning(asking(1, 0, 0), filter, 10)))
          .as("meaning %s", filter)
          .containsExactlyInAnyOrderElementsOf(entry.getValue());
    }
  }

  @Test
  void a_clip_that_both_ways_find_stands_before_those_that_one_finds_best() throws IOException {
    put(caption(1, "a quiet room"), unit(1, 0, 0));
    put(caption(2, "she smiles and waits"), unit(0.98f, 0.02f, 0));
    index.put(caption(3, "she smiles"), Map.of());
    for (int i = 4; i < 12; i++) {
      put(caption(i, "nothing of it"), unit(0.1f, 1, i));
    }
    index.refresh();

    var hits =
        index.search(new SearchQuery("smiles", List.of(asking(1, 0, 0)), SearchFilter.ALL, 10));

    assertThat(hits).extracting(hit -> hit.clip().value()).startsWith(2L);
    assertThat(hits.getFirst().ranks()).containsEntry("flat", 2).containsEntry("words", 2);
  }

  @Test
  void words_that_no_text_has_leave_the_order_of_meaning_as_it_is() throws IOException {
    for (int i = 0; i < 30; i++) {
      put(caption(i, "words " + i), unit(1, i * 0.1f, 0));
    }
    index.refresh();

    assertThat(
            ids(
                new SearchQuery(
                    "elephants trumpet", List.of(asking(1, 1, 0)), SearchFilter.ALL, 30)))
        .isEqualTo(ids(SearchQuery.meaning(asking(1, 1, 0), SearchFilter.ALL, 30)));
  }

  @Test
  void a_space_of_noise_hardly_moves_what_words_and_meaning_find() throws IOException {
    var noise = new VectorModel(new ModelId("noise"), "noise", 32);
    var texts = new VectorModel(new ModelId("texts"), "texts", 32);
    index.register(noise);
    index.register(texts);
    var meanings = new ClusteredVectors(1, 32, 0.1, 3); // all alike, but not the same
    var random = new ClusteredVectors(200, 32, 0.6, 4);
    var kept = new ArrayList<UnitVector>();
    for (int i = 0; i < 200; i++) {
      var vector = meanings.next();
      kept.add(vector);
      index.put(
          caption(i, "a person number%d".formatted(i)).in(Set.of("noise", "texts")),
          Map.of(noise.id(), random.next(), texts.id(), vector));
    }
    index.refresh();

    int first = 0;
    for (int i = 0; i < 200; i++) {
      var asked =
          List.of(
              SearchQuery.Meaning.of(noise.id(), random.next()),
              SearchQuery.Meaning.of(texts.id(), kept.get(i)));
      var words = "a person like number%d".formatted(i);
      var hits = ids(new SearchQuery(words, asked, SearchFilter.ALL, 10));
      first += hits.getFirst() == i ? 1 : 0;
    }
    assertThat(first).isEqualTo(200);
  }

  @Test
  void captions_and_moments_of_a_clip_are_one_hit_with_the_best_of_each() throws IOException {
    put(caption(1, "dull words"), unit(0, 1, 0));
    put(
        SearchEntry.caption(
            DRAMA, new ClipId(1), "kim", GLOBAL, "en", VoterKind.PERSON, MONDAY, "near words"),
        unit(0.95f, 0.05f, 0));
    put(moment(1, "early", new Moment(0, 1_000_000)), unit(0.5f, 0.5f, 0));
    put(moment(1, "late", new Moment(2_000_000, 2_500_000)), unit(1, 0, 0));
    put(caption(2, "other words"), unit(0.8f, 0.2f, 0));
    index.refresh();

    var hits = index.search(SearchQuery.meaning(asking(1, 0, 0), SearchFilter.ALL, 10));

    assertThat(hits).extracting(hit -> hit.clip().value()).containsExactly(1L, 2L);
    var first = hits.getFirst();
    assertThat(first.best().id()).isEqualTo("moment:1:late");
    assertThat(first.caption()).extracting(SearchEntry::text).isEqualTo("near words");
    assertThat(first.moment())
        .extracting(SearchEntry::moment)
        .isEqualTo(new Moment(2_000_000, 2_500_000));
  }

  @Test
  void a_moment_is_told_only_where_it_fits_better_than_the_whole_clip() throws IOException {
    put(clip(1), unit(1, 0, 0));
    put(moment(1, "some", new Moment(0, 1_000_000)), unit(0.5f, 0.5f, 0));
    index.refresh();

    var whole = index.search(SearchQuery.meaning(asking(1, 0, 0), SearchFilter.ALL, 10));
    var part = index.search(SearchQuery.meaning(asking(0, 1, 0), SearchFilter.ALL, 10));

    assertThat(whole.getFirst().moment()).isNull();
    assertThat(part).hasSize(1);
    assertThat(part.getFirst().moment()).extracting(SearchEntry::id).isEqualTo("moment:1:some");
  }

  @Test
  void a_moment_passes_the_filters_of_its_clip_and_ranks_it() throws IOException {
    var angry = clip(1).labelled(Set.of("anger"), true);
    put(angry, unit(1, 0, 0));
    put(angry.within(new Moment(0, 2_000_000)), unit(0, 0, 1));
    put(clip(2), unit(0, 0.5f, 0.8f));
    index.refresh();

    var all = index.search(SearchQuery.meaning(asking(0, 0, 1), SearchFilter.ALL, 10));
    var calm =
        index.search(
            SearchQuery.meaning(asking(0, 0, 1), SearchFilter.ALL.withLabels(Set.of("calm")), 10));
    var held =
        index.search(
            SearchQuery.meaning(
                asking(0, 0, 1), SearchFilter.ALL.withLabels(Set.of("anger")).annotated(true), 10));

    assertThat(all).extracting(hit -> hit.clip().value()).containsExactly(1L, 2L);
    assertThat(calm).isEmpty();
    assertThat(held.getFirst().moment())
        .extracting(SearchEntry::moment)
        .isEqualTo(new Moment(0, 2_000_000));
  }

  @Test
  void the_moments_of_a_clip_are_known_and_go_one_by_one() throws IOException {
    var early = clip(1).within(new Moment(0, 2_000_000));
    var late = clip(1).within(new Moment(1_000_000, 3_000_000));
    put(clip(1), unit(1, 0, 0));
    put(early, unit(0, 1, 0));
    put(late, unit(0, 0, 1));
    put(clip(2).within(new Moment(0, 2_000_000)), unit(0, 1, 0));

    assertThat(index.standing(List.of(new ClipId(1)), Set.of(EntryType.MOMENT)))
        .containsOnlyKeys(early.id(), late.id());
    assertThat(index.size(Set.of(EntryType.CLIP))).isOne();

    index.remove(early.id());

    assertThat(index.standing(List.of(new ClipId(1)), Set.of(EntryType.MOMENT)))
        .containsOnlyKeys(late.id());
  }

  @Test
  void each_of_several_sentences_is_found_as_the_whole_text_is() throws IOException {
    var caption = caption(1, "The jaw drops. Then a smile spreads!");
    var sentences = caption.sentences();

    assertThat(sentences)
        .extracting(SearchEntry::text)
        .containsExactly("The jaw drops.", "Then a smile spreads!");
    assertThat(sentences).extracting(SearchEntry::spaces).containsOnly(caption.spaces());
    assertThat(caption(1, "One sentence says it all.").sentences()).isEmpty();

    put(caption, unit(1, 1, 0));
    put(sentences.get(0), unit(1, 0, 0));
    put(sentences.get(1), unit(0, 1, 0));
    put(caption(2, "A frown."), unit(0.6f, 0.8f, 0));
    index.refresh();

    var hits =
        index.search(
            SearchQuery.meaning(
                SearchQuery.Meaning.of(FLAT.id(), unit(0, 1, 0)), SearchFilter.ALL, 2));
    assertThat(hits.getFirst().clip()).isEqualTo(new ClipId(1)); // by its whole it were second
    assertThat(hits.getFirst().best()).isEqualTo(sentences.get(1));
    assertThat(hits.getFirst().caption()).isEqualTo(caption);
  }

  @Test
  void a_crowd_of_captions_on_one_clip_does_not_hide_other_clips() throws IOException {
    for (int i = 0; i < 700; i++) {
      put(
          SearchEntry.caption(
              DRAMA, new ClipId(1), "v" + i, GLOBAL, "en", VoterKind.PERSON, MONDAY, "x"),
          unit(1, i * 1e-4f, 0));
    }
    put(caption(2, "x"), unit(0, 1, 0));
    put(caption(3, "x"), unit(0, 0, 1));
    index.refresh();

    assertThat(ids(SearchQuery.meaning(asking(1, 0, 0), SearchFilter.ALL, 3)))
        .hasSize(3)
        .startsWith(1L);
  }

  @Test
  void a_long_search_scores_half_by_the_whole_and_half_by_its_sentences() throws IOException {
    // clip 1 fits the whole alone; clip 2 has a caption for each sentence
    put(caption(1, "whole"), unit(1, 1, 0.4f));
    put(caption(2, "first"), unit(1, 0, 0));
    put(
        SearchEntry.caption(
            DRAMA, new ClipId(2), "second", GLOBAL, "en", VoterKind.PERSON, MONDAY, "second"),
        unit(0, 1, 0));
    index.refresh();
    var whole = unit(1, 1, 0);

    var hits =
        ids(
            SearchQuery.meaning(
                new SearchQuery.Meaning(FLAT.id(), whole, List.of(unit(1, 0, 0), unit(0, 1, 0))),
                SearchFilter.ALL,
                10));
    var plain =
        ids(SearchQuery.meaning(SearchQuery.Meaning.of(FLAT.id(), whole), SearchFilter.ALL, 10));

    assertThat(plain).containsExactly(1L, 2L);
    assertThat(hits).containsExactly(2L, 1L); // .5 * .707 + .5 * 1 against .5 * .962 + .5 * .680
  }

  @Test
  void what_is_replaced_or_removed_is_not_found_again() throws IOException {
    put(caption(1, "a smile"), unit(1, 0, 0));
    put(caption(2, "a smile"), unit(1, 0, 0));
    index.refresh();
    put(caption(1, "a frown"), unit(0, 1, 0));
    index.remove(new ClipId(2));
    index.refresh();

    assertThat(clips("smile")).isEmpty();
    assertThat(clips("frown")).containsExactly(1L);
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.nearest(FLAT.id(), unit(0, 1, 0), SearchFilter.ALL, 5))
        .extracting(SearchIndex.Neighbour::cosine)
        .singleElement()
        .satisfies(cosine -> assertThat(cosine).isCloseTo(1, Offset.offset(1e-6)));
    index.remove(caption(1, "").id());
    index.refresh();
    assertThat(index.size()).isZero();
  }

  @Test
  void new_labels_of_a_clip_leave_words_and_vectors_as_they_were() throws IOException {
    put(caption(1, "a smile"), unit(0, 1, 0));
    index.label(new ClipId(1), Set.of("joy"), true);
    index.refresh();

    assertThat(ids(SearchQuery.words("smile", SearchFilter.ALL.withLabels(Set.of("joy")), 5)))
        .containsExactly(1L);
    assertThat(index.vector(caption(1, "").id(), FLAT.id())).contains(unit(0, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 0", "true, 700", "false, 700"}) // graphs, then coarse numbers
  void graphs_and_coarse_numbers_find_what_comparing_all_would(boolean quantised, int exactBelow)
      throws IOException {
    var model = new VectorModel(new ModelId("wide"), "wide", 64);
    var vectors = new ClusteredVectors(40, 64, 0.6, 7);
    var kept = new ArrayList<UnitVector>();
    var settings =
        IndexSettings.USUAL.onRequest().withQuantised(quantised).withExactBelow(exactBelow);
    try (var large = SearchIndex.open(folder.resolve("large"), settings)) {
      large.register(model);
      for (int i = 0; i < 4000; i++) {
        var vector = vectors.next();
        kept.add(vector);
        large.put(
            caption(i, "x")
                .labelled(i % 4 == 0 ? Set.of("joy") : Set.of(), false)
                .in(Set.of("wide")),
            Map.of(model.id(), vector));
      }
      large.refresh();
      for (int i = 0; i < 200; i++) { // written again: what was there before is found no more
        large.put(
            caption(i, "y")
                .labelled(i % 4 == 0 ? Set.of("joy") : Set.of(), false)
                .in(Set.of("wide")),
            Map.of(model.id(), kept.get(i)));
      }
      large.refresh();
      for (var filter : List.of(SearchFilter.ALL, SearchFilter.ALL.withLabels(Set.of("joy")))) {
        boolean all = filter.equals(SearchFilter.ALL);
        int found = 0;
        for (int q = 0; q < 50; q++) {
          var question = vectors.next();
          var best = new HashSet<Long>();
          IntStream.range(0, kept.size())
              .filter(i -> all || i % 4 == 0)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -question.cosine(kept.get(i))))
              .limit(10)
              .forEach(i -> best.add((long) i));
          var hits =
              large.search(
                  SearchQuery.meaning(SearchQuery.Meaning.of(model.id(), question), filter, 10));
          assertThat(hits).hasSize(10).allMatch(hit -> all || hit.best().labels().contains("joy"));
          best.retainAll(hits.stream().map(hit -> hit.clip().value()).toList());
          found += best.size();
        }
        assertThat(found / 500.0).isGreaterThanOrEqualTo(0.98);
      }
    }
  }

  @Test
  void vectors_that_are_not_of_length_one_are_refused() {
    assertThatThrownBy(() -> UnitVector.of(new float[] {1, 0.1f}))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> UnitVector.of(new float[] {Float.NaN, 1}))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> UnitVector.along(new float[2]))
        .isInstanceOf(InvalidValueException.class);
    assertThat(UnitVector.of(new float[] {1.0005f, 0}).dim()).isEqualTo(2);
  }

  @Test
  void what_was_saved_becomes_visible_without_being_asked_for() throws Exception {
    try (var live = SearchIndex.open(folder.resolve("live"), IndexSettings.USUAL)) {
      live.put(SearchEntry.clip(DRAMA, new ClipId(1), MONDAY, "a smile", "hash"), Map.of());
      var query = SearchQuery.words("smile", SearchFilter.ALL, 1);

      while (live.search(query).isEmpty()) { // the runner stops a test that never ends
        Thread.sleep(20);
      }

      assertThat(live.search(query)).hasSize(1);
    }
  }

  @Test
  void an_index_is_opened_once_at_a_time() {
    assertThatThrownBy(() -> SearchIndex.open(folder, IndexSettings.USUAL))
        .isInstanceOf(IndexInUseException.class);
  }

  @Test
  void a_closed_index_opens_as_it_was_left() throws IOException {
    put(caption(1, "a smile"), unit(0, 1, 0));
    index.commit("revision 12");
    index.close();
    index = SearchIndex.open(folder, IndexSettings.USUAL.onRequest().withQuantised(false));

    assertThat(index.mark()).isEqualTo("revision 12");
    assertThat(index.serving("text")).contains(FLAT);
    assertThat(ids(SearchQuery.meaning(asking(0, 1, 0), SearchFilter.ALL, 1))).containsExactly(1L);
  }

  @Test
  void a_clip_lies_in_the_mean_direction_of_what_is_written_of_it() throws IOException {
    put(caption(1, "She smiles."), unit(1, 0, 0));
    put(moment(1, "m", new Moment(0, 1000)), unit(0, 1, 0));
    put(caption(2, "He frowns."), unit(0, 0, 1));
    index.put(SearchEntry.clip(DRAMA, new ClipId(3), MONDAY, "", "hash"), Map.of());
    index.refresh();
    long before = index.version();

    assertThat(index.ofClips(FLAT.id()))
        .containsExactly(
            Map.entry(new ClipId(1), unit(1, 1, 0)), Map.entry(new ClipId(2), unit(0, 0, 1)));

    index.remove(new ClipId(2));
    index.refresh();
    assertThat(index.ofClips(FLAT.id())).containsOnlyKeys(new ClipId(1));
    assertThat(index.version()).isNotEqualTo(before);
  }

  @Test
  void a_broken_index_is_told_of_and_makes_room_for_another() throws IOException {
    for (int i = 0; i < 50; i++) {
      put(caption(i, "a smile"), unit(0, 1, 0));
    }
    index.close();
    try (var files = Files.list(folder)) {
      var largest =
          files
              .filter(f -> !f.endsWith("write.lock"))
              .max(Comparator.comparingLong(SearchIndexTest::size))
              .orElseThrow();
      var bytes = Files.readAllBytes(largest);
      bytes[bytes.length / 2] ^= 0x55;
      Files.write(largest, bytes);
    }

    assertThatThrownBy(() -> SearchIndex.open(folder, IndexSettings.USUAL.onRequest()))
        .isInstanceOf(BrokenIndexException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("index the corpora anew");
    SearchIndex.discard(folder);
    index = SearchIndex.open(folder, IndexSettings.USUAL.onRequest());
    assertThat(index.size()).isZero();
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static SearchEntry caption(long clip, String text) {
    return caption(clip, text, "en", GLOBAL, VoterKind.PERSON, MONDAY);
  }

  private static SearchEntry caption(
      long clip, String text, String language, Place place, VoterKind author, Instant at) {
    return SearchEntry.caption(DRAMA, new ClipId(clip), "ada", place, language, author, at, text)
        .in(Set.of("text"));
  }

  private static SearchEntry clip(long clip) {
    return SearchEntry.clip(DRAMA, new ClipId(clip), MONDAY, "", "media " + clip);
  }

  private static SearchEntry moment(long clip, String key, Moment moment) {
    return SearchEntry.moment(DRAMA, new ClipId(clip), key, moment, MONDAY, "").in(Set.of("text"));
  }

  private void write(SearchEntry entry) throws IOException {
    put(entry, unit(1, 0, 0));
    index.refresh();
  }

  private void put(SearchEntry entry, UnitVector vector) throws IOException {
    index.put(entry.in(Set.of("text")), Map.of(FLAT.id(), vector));
  }

  private static UnitVector unit(float x, float y, float z) {
    return UnitVector.along(new float[] {x, y, z});
  }

  private static SearchQuery.Meaning asking(float x, float y, float z) {
    return SearchQuery.Meaning.of(FLAT.id(), unit(x, y, z));
  }

  private List<Long> clips(String words) throws IOException {
    return ids(SearchQuery.words(words, SearchFilter.ALL, 10));
  }

  private List<Long> ids(SearchQuery query) throws IOException {
    return index.search(query).stream().map(hit -> hit.clip().value()).toList();
  }
}
