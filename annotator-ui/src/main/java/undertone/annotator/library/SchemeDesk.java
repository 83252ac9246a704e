package undertone.annotator.library;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.migration.Migrating;
import undertone.corpora.migration.Preview;
import undertone.corpora.scheme.SchemeFormatException;
import undertone.corpora.scheme.SchemeYaml;

/// The label scheme of a corpus, for those who may change it: look ahead, change, go back.
@Service
@Transactional
public class SchemeDesk {

  private final Rights rights;
  private final CurrentPerson person;
  private final Catalogue catalogue;
  private final SchemeHistory history;
  private final Migrating migrating;

  SchemeDesk(
      Rights rights,
      CurrentPerson person,
      Catalogue catalogue,
      SchemeHistory history,
      Migrating migrating) {
    this.rights = rights;
    this.person = person;
    this.catalogue = catalogue;
    this.history = history;
    this.migrating = migrating;
  }

  /// The scheme as it is edited.
  ///
  /// @param base number of the newest change, to be named when saving
  public record Setting(int base, LabelScheme scheme) {}

  @Transactional(readOnly = true)
  public Setting setting(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return new Setting(catalogue.past(corpus).seq(), catalogue.schemeOf(corpus));
  }

  /// Every state the scheme was in, newest first.
  @Transactional(readOnly = true)
  public List<SchemeHistory.Version> versions(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return history.versions(corpus);
  }

  /// The scheme as it was in an earlier state.
  @Transactional(readOnly = true)
  public LabelScheme schemeIn(CorpusId corpus, int node) {
    rights.require(corpus, Right.MANAGE);
    return sensibly(() -> catalogue.schemeIn(corpus, node));
  }

  /// The scheme as a file of `config/schemes`.
  @Transactional(readOnly = true)
  public String file(CorpusId corpus) {
    rights.requirePart(corpus);
    return SchemeYaml.write(catalogue.schemeOf(corpus));
  }

  /// What a change would touch.
  ///
  /// @param becomes what becomes of labels that mean something else or are gone
  @Transactional(readOnly = true)
  public Preview preview(CorpusId corpus, LabelScheme next, Map<String, List<String>> becomes) {
    rights.require(corpus, Right.MANAGE);
    return sensibly(() -> migrating.preview(corpus, sound(next), becomes));
  }

  public void change(
      CorpusId corpus, int base, LabelScheme next, Map<String, List<String>> becomes) {
    rights.require(corpus, Right.MANAGE);
    sensibly(() -> {
      migrating.change(corpus, base, sound(next), becomes, person.account().id());
      return corpus;
    });
  }

  @Transactional(readOnly = true)
  public Preview previewBack(CorpusId corpus, int node) {
    rights.require(corpus, Right.MANAGE);
    return sensibly(() -> migrating.previewBack(corpus, node));
  }

  public void goBack(CorpusId corpus, int base, int node) {
    rights.require(corpus, Right.MANAGE);
    sensibly(() -> {
      migrating.goBack(corpus, base, node, person.account().id());
      return corpus;
    });
  }

  /// A scheme from the text of its file, for those who may use it.
  @Transactional(readOnly = true)
  public LabelScheme parsed(CorpusId corpus, String yaml) {
    rights.require(corpus, Right.MANAGE);
    return read(yaml);
  }

  // What holds of a file holds of a scheme edited by hand.
  private static LabelScheme sound(LabelScheme scheme) {
    return read(SchemeYaml.write(scheme));
  }

  private static LabelScheme read(String yaml) {
    try {
      return SchemeYaml.read("scheme", yaml);
    } catch (SchemeFormatException e) {
      throw new InvalidRequestException("%s", String.valueOf(e.getMessage()));
    }
  }

  private static <T> T sensibly(Supplier<T> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }
}
