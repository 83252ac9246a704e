package undertone.annotator.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.challenge.ChallengeFileException;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.WheelFiles;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Question;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.word.OpenWords;

/// Tells annotators what their words stand for, and lets curators say it.
///
/// Wheels are the files that the organisers of the MER challenges publish, in the folder `wheels`
/// of the home; without them a word finds its label only by the scheme's own names and aliases.
@Service
public class WordDesk {
  private static final Logger LOG = LoggerFactory.getLogger(WordDesk.class);

  private final Rights rights;
  private final CurrentPerson person;
  private final Catalogue catalogue;
  private final OpenWords words;
  private final Path folder;
  private @Nullable EmotionWheels wheels; // read once, at the first word

  WordDesk(
      Rights rights, CurrentPerson person, Catalogue catalogue, OpenWords words, HomeFolder home) {
    this.rights = rights;
    this.person = person;
    this.catalogue = catalogue;
    this.words = words;
    this.folder = home.root().resolve("wheels");
  }

  /// A word as curators see it.
  ///
  /// @param label it stands for; null = none
  /// @param chain words by which a wheel led there
  /// @param votes that stand and hold it
  public record Word(
      String word, @Nullable String label, OpenWords.Way way, List<String> chain, int votes) {}

  /// What a word stands for.
  ///
  /// @throws InvalidRequestException if the corpus asks for no words, or this is none
  public OpenWords.Sense look(CorpusId corpus, String written) {
    rights.require(corpus, Right.ANNOTATE);
    requireAsked(corpus);
    return words.look(corpus, word(written), wheels());
  }

  /// Takes words said in an answer: from now on everybody's stand for the same.
  ///
  /// @throws InvalidRequestException if one is new and the corpus asks for no words any more
  public void heard(CorpusId corpus, List<OpenWord> said) {
    if (!words.unheard(corpus, said).isEmpty()) {
      requireAsked(corpus);
      words.hear(corpus, said, wheels());
    }
  }

  private void requireAsked(CorpusId corpus) {
    if (!catalogue.require(corpus).questions().contains(Question.WORDS)) {
      throw new InvalidRequestException(
          "This corpus asks for labels only; its owner can allow words of one's own in its"
              + " settings.");
    }
  }

  /// Every word of a corpus, those said most often first.
  public List<Word> of(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    var counts = words.counts(corpus);
    return words.of(corpus).stream()
        .map(sense ->
            new Word(
                sense.word(),
                sense.label(),
                sense.way(),
                sense.chain(),
                counts.getOrDefault(sense.word(), 0)))
        .sorted(Comparator.comparingInt(Word::votes).reversed().thenComparing(Word::word))
        .toList();
  }

  /// Says what a word stands for, in all votes that hold it.
  ///
  /// @param label null = none of the scheme's
  /// @return how many clips it was said of
  public int set(CorpusId corpus, String written, @Nullable String label) {
    rights.require(corpus, Right.REVIEW);
    try {
      return words.set(corpus, word(written), label, person.account().id());
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  private static OpenWord word(String written) {
    try {
      return new OpenWord(written);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  private synchronized @Nullable EmotionWheels wheels() {
    if (wheels == null && Files.isDirectory(folder)) {
      try {
        wheels = WheelFiles.read(folder);
      } catch (IOException | ChallengeFileException e) {
        LOG.warn("The emotion wheels in {} cannot be read: {}", folder, e.getMessage());
      }
    }
    return wheels;
  }
}
