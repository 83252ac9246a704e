package undertone.annotator.curation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.Ledger;
import undertone.annotator.library.Said;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.Disagreement;
import undertone.corpora.decision.Disagreements;
import undertone.corpora.decision.Disagreements.Among;
import undertone.corpora.vote.VoterKind;

/// What a curator looks at where people disagree; deciding is [Curating#settle].
@Service
@Transactional(readOnly = true)
public class Adjudicating {

  private static final int LARGEST_PAGE = 100;

  private final Rights rights;
  private final Catalogue catalogue;
  private final Library library;
  private final Disagreements disagreements;
  private final Curation curation;
  private final Ledger ledger;

  Adjudicating(
      Rights rights,
      Catalogue catalogue,
      Library library,
      Disagreements disagreements,
      Curation curation,
      Ledger ledger) {
    this.rights = rights;
    this.catalogue = catalogue;
    this.library = library;
    this.disagreements = disagreements;
    this.curation = curation;
    this.ledger = ledger;
  }

  /// Clips people disagree on, the worst first.
  ///
  /// @param after `next` of the page before; empty for the first
  public DisagreementCase.Page page(CorpusId corpus, String after, int size) {
    rights.require(corpus, Right.REVIEW);
    if (size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException("A page has 1 to %s disagreements.", LARGEST_PAGE);
    }
    var scheme = catalogue.schemeOf(corpus);
    var found = disagreements.page(corpus, Among.PEOPLE, Places.read(after), size);
    var cases = found.stream().map(d -> draw(corpus, scheme, d)).toList();
    var next = found.size() < size ? null : Places.written(found.getLast().place());
    return new DisagreementCase.Page(cases, next);
  }

  /// How many clips people disagree on that nobody settled.
  public long count(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return disagreements.count(corpus, Among.PEOPLE);
  }

  /// A case as it is now.
  ///
  /// @param shown as it was read with its page
  public DisagreementCase again(CorpusId corpus, DisagreementCase shown) {
    rights.require(corpus, Right.REVIEW);
    return draw(corpus, catalogue.schemeOf(corpus), new ClipId(shown.clip().id()), shown.degree());
  }

  private DisagreementCase draw(CorpusId corpus, LabelScheme scheme, Disagreement found) {
    return draw(corpus, scheme, found.clip(), found.degree() / 1000.0);
  }

  private DisagreementCase draw(CorpusId corpus, LabelScheme scheme, ClipId id, double degree) {
    var clip = library.require(corpus, id);
    var votes = ledger.standingVotes(corpus, id);
    var people = votes.stream().filter(v -> v.kind() == VoterKind.PERSON).toList();
    var others = votes.stream().filter(v -> v.kind() != VoterKind.PERSON).toList();
    var held = people.stream().map(Said.VoteSaid::candidates).filter(c -> !c.isEmpty()).toList();
    var union = union(held, scheme);
    return new DisagreementCase(
        ClipCard.of(clip),
        degree,
        people,
        others,
        ledger.cueVotes(corpus, id),
        ledger.watchedVotes(corpus, id),
        ledger.captions(corpus, id),
        union,
        union.stream().filter(label -> held.stream().allMatch(c -> c.contains(label))).toList(),
        curation.standing(id).map(d -> ledger.signed(List.of(d)).getFirst()).orElse(null));
  }

  /// Labels most people put first, then those most hold, then the scheme's order.
  static List<String> union(List<List<String>> held, LabelScheme scheme) {
    var labels = new ArrayList<String>();
    held.forEach(labels::addAll);
    return labels.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingLong(
                    l -> -held.stream().filter(c -> c.getFirst().equals(l)).count())
                .thenComparingLong(l -> -held.stream().filter(c -> c.contains(l)).count())
                .thenComparingInt(scheme::indexOf))
        .toList();
  }
}
