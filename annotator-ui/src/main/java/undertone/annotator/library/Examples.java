package undertone.annotator.library;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.example.LabelExamples;

/// Chooses clips that show annotators what a label means.
@Service
@Transactional
public class Examples {

  private final Rights rights;
  private final CurrentPerson person;
  private final Catalogue catalogue;
  private final Library library;
  private final LabelExamples examples;

  Examples(
      Rights rights,
      CurrentPerson person,
      Catalogue catalogue,
      Library library,
      LabelExamples examples) {
    this.rights = rights;
    this.person = person;
    this.catalogue = catalogue;
    this.library = library;
    this.examples = examples;
  }

  /// The examples of a label.
  @Transactional(readOnly = true)
  public List<ClipCard> of(CorpusId corpus, String label) {
    rights.require(corpus, Right.REVIEW);
    return examples.of(corpus).getOrDefault(label, List.of()).stream()
        .map(clip -> ClipCard.of(library.require(corpus, clip)))
        .toList();
  }

  /// Labels a clip is an example of.
  @Transactional(readOnly = true)
  public List<String> labelsOf(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    return examples.labelsOf(clip);
  }

  /// Makes a clip an example of a label; nobody is asked about the clip any more.
  public List<String> add(CorpusId corpus, ClipId clip, String label) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    if (catalogue.schemeOf(corpus).indexOf(label) < 0) {
      throw new InvalidRequestException("The label scheme has no label \"%s\".", label);
    }
    try {
      examples.add(corpus, label, clip, person.account().id());
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
    return examples.labelsOf(clip);
  }

  public List<String> remove(CorpusId corpus, ClipId clip, String label) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    examples.remove(corpus, label, clip);
    return examples.labelsOf(clip);
  }
}
