package undertone.annotator.search;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.springframework.context.ApplicationContext;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.decision.Curation;
import undertone.corpora.vote.Voting;
import undertone.engine.recognition.DescribedFolder;
import undertone.engine.search.IndexSettings;
import undertone.engine.search.SavedIndex;
import undertone.engine.search.SearchHit;

/// Searches a corpus from a command.
///
/// Beside an open house it reads the index as that left it at its last commit; where none is open
/// it brings the index up to date first.
public final class CommandSearch {
  private static final long LOOK_MILLIS = 200;

  private final HomeFolder home;
  private final Library library;
  private final Captioning captioning;
  private final Voting voting;
  private final Curation curation;
  private final Clock clock;
  private final SentenceVectors vectors;
  private final LearnedSpaces spaces;
  private final DescribedSpaces described;
  private final Questions questions;

  /// @param house the rooms of data
  public CommandSearch(ApplicationContext house) {
    home = house.getBean(HomeFolder.class);
    library = house.getBean(Library.class);
    captioning = house.getBean(Captioning.class);
    voting = house.getBean(Voting.class);
    curation = house.getBean(Curation.class);
    clock = house.getBean(Clock.class);
    vectors = new SentenceVectors(home);
    spaces = new LearnedSpaces(home);
    described = new DescribedSpaces(home);
    questions = new Questions(vectors, spaces, described, library, captioning);
  }

  /// Searches beside an open house.
  ///
  /// @throws InvalidValueException if nobody has searched this corpus there yet
  public List<SearchHit> beside(CorpusId corpus, Asked asked) throws IOException {
    vectors.warmUp();
    try (var index = SavedIndex.open(home.index(corpus), IndexSettings.USUAL).orElse(null)) {
      if (index == null) {
        throw new InvalidValueException(
            "Nobody has searched this corpus yet, so it has no index; open its Search once.");
      }
      Questions.Vectors vectorOf =
          (entry, model) -> Optional.ofNullable(index.vectors(entry).get(model));
      if (!asked.by().isEmpty()) {
        var by = DescribedSpaces.named(held(corpus, index), asked.by());
        return index.search(questions.by(by, corpus, asked, vectorOf));
      }
      var held = index.serving(LearnedSpaces.SEEN).orElse(null);
      var seen =
          spaces
              .folder(corpus)
              .serving()
              .filter(s -> held != null && held.id().equals(LearnedSpaces.id(s)))
              .orElse(null);
      return index.search(questions.of(corpus, asked, seen, vectorOf));
    }
  }

  /// What the index has taken over of models that described the clips.
  private Map<String, DescribedFolder.Serving> held(CorpusId corpus, SavedIndex index)
      throws IOException {
    var held = new HashMap<String, DescribedFolder.Serving>();
    for (var serving : described.serving(corpus)) {
      index
          .serving(DescribedSpaces.space(serving.model()))
          .filter(model -> model.id().equals(DescribedSpaces.id(serving)))
          .ifPresent(_ -> held.put(serving.model(), serving));
    }
    return held;
  }

  /// Searches where no house is open.
  ///
  /// @param toEncode hears how many texts are still to be read, now and then
  public List<SearchHit> alone(CorpusId corpus, Asked asked, LongConsumer toEncode)
      throws Exception {
    var entries = new ClipEntries(captioning, voting, vectors);
    var indexes =
        new SearchIndexes(
            home,
            entries,
            library,
            captioning,
            voting,
            curation,
            vectors,
            spaces,
            described,
            clock);
    try {
      var index = indexes.of(corpus);
      var progress = indexes.progress(corpus);
      while (!progress.whole() || progress.toEncode() > 0) {
        toEncode.accept(progress.toEncode());
        Thread.sleep(LOOK_MILLIS); // another thread reads; nothing to wait on
        progress = indexes.progress(corpus);
      }
      index.refresh();
      if (!asked.by().isEmpty()) {
        var by = DescribedSpaces.named(indexes.described(corpus), asked.by());
        return index.search(questions.by(by, corpus, asked, index::vector));
      }
      return index.search(
          questions.of(corpus, asked, indexes.seen(corpus).orElse(null), index::vector));
    } finally {
      indexes.destroy();
    }
  }
}
