package undertone.annotator.labelling;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.search.Wording;
import undertone.annotator.search.Wordings;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Region;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.UnknownClipException;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;
import undertone.corpora.wording.NewOffer;
import undertone.corpora.wording.Offer;
import undertone.corpora.wording.Offers;

/// Offers wordings of others: to annotators as their corpus allows, to curators whenever they ask.
/// What is offered is never saved unless the person takes it; what they made of each offer is kept.
@Service
public class WordingDesk {

  private static final int MOST_OFFERED = 7;

  private final Rights rights;
  private final CurrentPerson person;
  private final Seats seats;
  private final Library library;
  private final WorkQueue queue;
  private final Voting voting;
  private final Wordings wordings;
  private final Offers offers;
  private final Captioning captioning;
  private final TransactionOperations transaction;

  WordingDesk(
      Rights rights,
      CurrentPerson person,
      Seats seats,
      Library library,
      WorkQueue queue,
      Voting voting,
      Wordings wordings,
      Offers offers,
      Captioning captioning,
      TransactionOperations transaction) {
    this.rights = rights;
    this.person = person;
    this.seats = seats;
    this.library = library;
    this.queue = queue;
    this.voting = voting;
    this.wordings = wordings;
    this.offers = offers;
    this.captioning = captioning;
    this.transaction = transaction;
  }

  /// @param learned whether the corpus has learned from captions, without which nothing can be
  ///   offered
  /// @param offered one on the whole, up to five on regions, one in sum
  public record Offered(boolean learned, List<OfferInfo> offered) {
    public Offered {
      offered = List.copyOf(offered);
    }
  }

  /// A sentence from another clip.
  ///
  /// @param language a tag such as `en`
  /// @param rank among those of its level, from 1
  /// @param by who wrote it; null for annotators, who learn nobody's opinion
  /// @param clip number of the clip it was written of; null for annotators
  public record OfferInfo(
      long id,
      CaptionLevel level,
      @Nullable Region region,
      String text,
      String language,
      int rank,
      @Nullable String by,
      @Nullable String clip) {}

  /// Wordings for a clip on an annotator's desk.
  ///
  /// @param draft what they have written of it so far
  /// @param language of the words they want
  /// @throws InvalidRequestException if the corpus offers none, or none yet
  /// @throws UnknownClipException if the clip was not handed to the person
  public Offered atDesk(CorpusId corpus, ClipId clip, String draft, String language) {
    var seat = seats.of(corpus);
    library.require(corpus, clip);
    if (queue.leasesOf(clip, seat.voter()).isEmpty()) {
      throw new UnknownClipException(clip);
    }
    switch (seat.corpus().wordingHelp()) {
      case OFF -> throw new InvalidRequestException("This corpus offers no wordings of others.");
      case AFTER_DRAFT -> {
        if (draft.isBlank()) {
          throw new InvalidRequestException(
              "Write a few words of your own first; then wordings of others are offered.");
        }
      }
      case AT_ONCE -> {}
    }
    return offered(corpus, clip, seat.voter(), draft, language, null);
  }

  /// Wordings for a clip under review.
  public Offered inReview(CorpusId corpus, ClipId clip, String language) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    var said =
        captioning.standing(clip).stream()
            .map(caption -> caption.text().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return offered(corpus, clip, myself(corpus), "", language, said);
  }

  /// @param said what a curator sees of the clip already; null = an annotator asks, who is told
  ///   nothing of it, not even by what is left out
  private Offered offered(
      CorpusId corpus,
      ClipId clip,
      VoterId voter,
      String draft,
      String language,
      @Nullable Set<String> said) {
    var found = wordings.of(corpus, clip, checked(language));
    if (found.isEmpty()) {
      return new Offered(false, List.of());
    }
    var fitting =
        found.get().wordings().stream()
            .filter(w -> said == null || said.stream().noneMatch(s -> s.contains(bare(w.text()))))
            .toList();
    var open =
        offers.offer(
            corpus,
            clip,
            voter,
            found.get().model(),
            draft,
            fitting.stream().limit(MOST_OFFERED).map(WordingDesk::offer).toList());
    return new Offered(
        true, open.stream().map(one -> info(corpus, one, fitting, said != null)).toList());
  }

  private static String bare(String sentence) {
    return sentence.toLowerCase(Locale.ROOT).replaceAll("[.。]$", "");
  }

  private static NewOffer offer(Wording wording) {
    return new NewOffer(
        wording.caption(), wording.place(), wording.language(), wording.text(), wording.rank());
  }

  private OfferInfo info(CorpusId corpus, Offer offer, List<Wording> fitting, boolean named) {
    var source = fitting.stream().filter(w -> named && w.caption() == offer.caption()).findFirst();
    return new OfferInfo(
        offer.id(),
        offer.place().level(),
        offer.place().region(),
        offer.text(),
        offer.language(),
        offer.rank(),
        source.flatMap(w -> nameOf(corpus, w.voter())).orElse(null),
        source.map(w -> w.clip().toString()).orElse(null));
  }

  private Optional<String> nameOf(CorpusId corpus, VoterId voter) {
    return voting.votersOf(corpus).stream()
        .filter(one -> one.id().equals(voter))
        .map(Voter::name)
        .findFirst();
  }

  /// Writes an offered wording, changed or not, as the curator's own caption of the clip.
  ///
  /// @param text what is written
  public void take(CorpusId corpus, ClipId clip, UUID clientId, long offer, String text) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    if (text.isBlank()) {
      throw new InvalidRequestException("A caption needs words; reject the wording instead.");
    }
    if (text.length() > Answer.LONGEST_CAPTION) {
      throw new InvalidRequestException(
          "A caption has up to %s characters; shorten it.", Answer.LONGEST_CAPTION);
    }
    var voter = myself(corpus);
    var found = require(clip, voter, offer);
    transaction.executeWithoutResult(_ -> {
      captioning.write(clientId, clip, voter, found.place(), found.language(), text);
      offers.settle(offer, clip, voter, true, List.of(text));
    });
  }

  /// Puts an offered wording aside for good.
  public void reject(CorpusId corpus, ClipId clip, long offer) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    var voter = myself(corpus);
    offers.settle(require(clip, voter, offer).id(), clip, voter, false, List.of());
  }

  private Offer require(ClipId clip, VoterId voter, long offer) {
    return offers.of(clip, voter).stream()
        .filter(one -> one.id() == offer)
        .findFirst()
        .orElseThrow(
            () -> new InvalidRequestException("No wording of number %s was offered here.", offer));
  }

  private VoterId myself(CorpusId corpus) {
    return seats.voter(corpus, person.account()).id();
  }

  private static String checked(String language) {
    return new Answer.CaptionText("", language).language();
  }
}
