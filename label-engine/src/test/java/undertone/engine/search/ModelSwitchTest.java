package undertone.engine.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.vote.VoterKind;

class ModelSwitchTest {
  private static final VectorModel OLD = new VectorModel(new ModelId("old-v1"), "text", 24);
  private static final VectorModel NEW = new VectorModel(new ModelId("new-v2"), "text", 40);
  private static final int CLIPS = 300;
  private static final int MOST_WRITTEN = 500; // else the filler might never catch up

  @TempDir Path folder;
  private SearchIndex index;

  @BeforeEach
  void fill() throws IOException {
    index = SearchIndex.open(folder, IndexSettings.USUAL.onRequest());
    index.register(OLD);
    for (int clip = 0; clip < CLIPS; clip++) {
      index.put(caption(clip, "first"), Map.of(OLD.id(), vector(OLD, clip, "first")));
    }
    index.refresh();
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @Test
  void a_new_model_serves_only_when_no_entry_lacks_its_vector() throws IOException {
    index.register(NEW);

    assertThat(index.serving("text")).contains(OLD);
    assertThat(index.lacking(NEW.id())).isEqualTo(CLIPS);
    fillSome(NEW, 100);
    assertThat(index.lacking(NEW.id())).isEqualTo(CLIPS - 100);
    assertThatThrownBy(() -> index.activate(NEW.id()))
        .isInstanceOf(UnfilledModelException.class)
        .hasMessageContaining("200");
    assertThat(index.serving("text")).contains(OLD);

    fillSome(NEW, CLIPS);
    index.activate(NEW.id());

    assertThat(index.serving("text")).contains(NEW);
    assertThat(index.lacking(OLD.id())).isZero();
  }

  @Test
  void the_model_before_can_be_taken_back_and_later_be_retired() throws IOException {
    index.register(NEW);
    fillSome(NEW, CLIPS);
    index.activate(NEW.id());

    assertThat(index.takeBack("text")).contains(OLD);
    assertThat(first(OLD, 17)).isEqualTo(17);
    index.close();
    index = SearchIndex.open(folder, IndexSettings.USUAL.onRequest());
    assertThat(index.serving("text")).contains(OLD);
    assertThatThrownBy(() -> index.retire(OLD.id())).hasMessageContaining("serves");

    index.retire(NEW.id());

    assertThat(index.models()).containsExactly(OLD);
    assertThatThrownBy(() -> first(NEW, 17)).isInstanceOf(UnknownModelException.class);
    assertThat(first(OLD, 17)).isEqualTo(17);
    assertThat(index.size()).isEqualTo(CLIPS);
  }

  @Test
  void a_vector_of_words_that_were_changed_meanwhile_is_not_kept() throws IOException {
    index.register(NEW);
    var begun = index.entry(caption(5, "").id()).orElseThrow();
    index.put(caption(5, "second"), Map.of(OLD.id(), vector(OLD, 5, "second")));

    assertThat(index.fill(NEW.id(), Map.of(begun, vector(NEW, 5, "first")))).isZero();
    assertThat(index.vector(begun.id(), NEW.id())).isEmpty();
    assertThat(index.vector(begun.id(), OLD.id())).contains(vector(OLD, 5, "second"));
  }

  @Test
  void a_vector_of_the_wrong_length_or_of_an_unknown_model_is_refused() {
    assertThatThrownBy(() -> index.put(caption(1, "x"), Map.of(OLD.id(), vector(NEW, 1, "x"))))
        .hasMessageContaining("40 numbers");
    assertThatThrownBy(() -> index.put(caption(1, "x"), Map.of(NEW.id(), vector(NEW, 1, "x"))))
        .isInstanceOf(UnknownModelException.class);
    assertThatThrownBy(() ->
            index.search(
                SearchQuery.meaning(
                    SearchQuery.Meaning.of(OLD.id(), vector(NEW, 1, "x")), SearchFilter.ALL, 5)))
        .hasMessageContaining("40 numbers");
  }

  @Test
  void questions_never_meet_vectors_of_another_model_while_models_change_and_captions_too()
      throws Exception {
    var over = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(3)) {
      // given people who search and others who write, all the time
      Callable<Integer> searching =
          () -> {
            var random = new Random(1);
            int asked = 0;
            while (!over.get() || asked < 50) {
              var model = index.serving("text").orElseThrow();
              int clip = random.nextInt(CLIPS / 2); // of clips that nobody rewrites
              assertThat(first(model, clip)).isEqualTo(clip);
              asked++;
            }
            return asked;
          };
      Callable<Integer> writing =
          () -> {
            var random = new Random(2);
            int written = 0;
            while (written < MOST_WRITTEN && (!over.get() || written < 50)) {
              int clip = CLIPS / 2 + random.nextInt(CLIPS);
              var model = index.serving("text").orElseThrow();
              var words = "text " + random.nextInt(5);
              index.put(caption(clip, words), Map.of(model.id(), vector(model, clip, words)));
              if (written++ % 20 == 0) {
                index.refresh();
              }
            }
            return written;
          };
      var searched = threads.submit(searching);
      var searchedToo = threads.submit(searching);
      var written = threads.submit(writing);

      // when a new model is filled and takes over, and the old one is taken back
      try {
        index.register(NEW);
        becomeServing(NEW);
        assertThat(index.serving("text")).contains(NEW);
        index.takeBack("text");
        becomeServing(NEW);
      } finally {
        over.set(true);
      }

      // then nobody was ever answered wrongly
      assertThat(searched.get() + searchedToo.get()).isGreaterThanOrEqualTo(100);
      assertThat(written.get()).isGreaterThanOrEqualTo(50);
    }
    fillSome(NEW, 2 * CLIPS);
    for (int clip = 0; clip < CLIPS / 2; clip++) {
      assertThat(first(NEW, clip)).isEqualTo(clip);
    }
  }

  /// As a job in the background does it.
  private void becomeServing(VectorModel model) throws IOException {
    while (true) {
      fillSome(model, 128);
      try {
        index.activate(model.id());
        return;
      } catch (UnfilledModelException _) {
        // somebody wrote meanwhile
      }
    }
  }

  private void fillSome(VectorModel model, int count) throws IOException {
    var made = new HashMap<SearchEntry, UnitVector>();
    for (var entry : index.lacking(model.id(), count)) {
      made.put(entry, vector(model, (int) entry.clip().value(), entry.text()));
    }
    index.fill(model.id(), made);
  }

  private long first(VectorModel model, int clip) throws IOException {
    var question = SearchQuery.Meaning.of(model.id(), vector(model, clip, "first"));
    return index
        .search(SearchQuery.meaning(question, SearchFilter.ALL, 1))
        .getFirst()
        .clip()
        .value();
  }

  private static UnitVector vector(VectorModel model, int clip, String words) {
    var random = new Random(31L * clip + words.hashCode() + model.dim());
    var numbers = new float[model.dim()];
    for (int d = 0; d < numbers.length; d++) {
      numbers[d] = (float) random.nextGaussian();
    }
    return UnitVector.along(numbers);
  }

  private static SearchEntry caption(int clip, String text) {
    return SearchEntry.caption(
            new CorpusId(1),
            new ClipId(clip),
            "ada",
            new Place(CaptionLevel.GLOBAL, null),
            "en",
            VoterKind.PERSON,
            Instant.EPOCH,
            text)
        .in(Set.of("text"));
  }
}
