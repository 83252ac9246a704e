package undertone.annotator.labelling;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.media.MediaPresence;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.words.WordDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.care.Caring;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.UnknownClipException;
import undertone.corpora.comment.Commenting;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Guidelines;
import undertone.corpora.example.LabelExamples;
import undertone.corpora.queue.HeldBack;
import undertone.corpora.queue.Lease;
import undertone.corpora.queue.LeaseState;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;
import undertone.corpora.wording.Offers;

/// What an annotator does: take the next clip, answer it, pass over it, take an answer back. One
/// sees one's own answers and nobody else's.
@Service
public class Labelling {

  private static final int LONGEST_REASON = 500;

  // Whoever has not begun yet is nobody among the voters.
  private static final VoterId NOBODY = new VoterId(0);

  private final Rights rights;
  private final CurrentPerson person;
  private final Seats seats;
  private final Catalogue catalogue;
  private final Guidelines guidelines;
  private final Library library;
  private final WorkQueue queue;
  private final MediaPresence presence;
  private final Voting voting;
  private final Captioning captioning;
  private final Segments segments;
  private final Traces traces;
  private final Commenting commenting;
  private final HandOuts handOuts;
  private final GoldWord gold;
  private final Caring caring;
  private final LabelExamples examples;
  private final Offers offers;
  private final WordDesk words;
  private final TransactionOperations transaction;

  Labelling(
      Rights rights,
      CurrentPerson person,
      Seats seats,
      Catalogue catalogue,
      Guidelines guidelines,
      Library library,
      WorkQueue queue,
      MediaPresence presence,
      Voting voting,
      Captioning captioning,
      Segments segments,
      Traces traces,
      Commenting commenting,
      HandOuts handOuts,
      GoldWord gold,
      Caring caring,
      LabelExamples examples,
      Offers offers,
      WordDesk words,
      TransactionOperations transaction) {
    this.rights = rights;
    this.person = person;
    this.seats = seats;
    this.catalogue = catalogue;
    this.guidelines = guidelines;
    this.library = library;
    this.queue = queue;
    this.presence = presence;
    this.voting = voting;
    this.captioning = captioning;
    this.segments = segments;
    this.traces = traces;
    this.commenting = commenting;
    this.handOuts = handOuts;
    this.gold = gold;
    this.caring = caring;
    this.examples = examples;
    this.offers = offers;
    this.words = words;
    this.transaction = transaction;
  }

  /// The task, the labels in the annotator's language, and how far they are.
  ///
  /// @param language of the page the desk stands on; empty for that of the account
  public Desk desk(CorpusId corpus, String language) {
    var found = rights.require(corpus, Right.ANNOTATE);
    return Desk.of(
        found,
        guidelines.news(corpus, person.account().id()),
        catalogue.schemeOf(corpus),
        examplesOf(corpus),
        language.isEmpty() ? person.language() : language,
        progress(corpus),
        caring.of(person.account().id()),
        person.account().deskToured(),
        commenting.unread(corpus, person.account().id()));
  }

  private Map<String, List<Clip>> examplesOf(CorpusId corpus) {
    return examples.of(corpus).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> e.getValue().stream().map(id -> library.require(corpus, id)).toList()));
  }

  /// How far the person is in a corpus.
  public Progress progress(CorpusId corpus) {
    rights.require(corpus, Right.ANNOTATE);
    return voting
        .voterOf(corpus, person.account().id())
        .map(v -> handOuts.progress(v.id()))
        .orElse(new Progress(0, 0));
  }

  /// How many clips wait for the person in a corpus.
  public long waiting(CorpusId corpus) {
    rights.require(corpus, Right.ANNOTATE);
    var voter = voting.voterOf(corpus, person.account().id()).map(Voter::id).orElse(NOBODY);
    return queue.waitingFor(corpus, voter);
  }

  /// The next clip, or none when nothing is left for this person.
  ///
  /// @param holding clips their browser has already
  public Optional<HandOut> next(CorpusId corpus, Set<ClipId> holding) {
    var seat = seats.of(corpus);
    var voter = seat.voter();
    while (true) {
      var lease = queue.next(corpus, voter, holding, seat.corpus().lease());
      if (lease.isEmpty()) {
        return Optional.empty();
      }
      var clip = library.require(corpus, lease.get().clip());
      if (presence.isThere(clip)) {
        // One transaction around all that is read of it: H2 writes its file at the end of each, and
        // whoever asks would wait for it ten times.
        return Optional.of(
            transaction.execute(_ -> handOuts.of(seat.corpus(), voter, lease.get(), null)));
      }
      // Its file is gone and it now says so: this lease never was.
      queue.finish(clip.id(), voter, lease.get().cue(), LeaseState.EXPIRED, "");
    }
  }

  /// Why there is nothing for this person although there are clips; none when nothing is left.
  public Optional<HeldBack> heldBack(CorpusId corpus) {
    return queue.heldBack(corpus, seats.of(corpus).voter());
  }

  /// Tells the curators that a clip is hard to bear; they decide. Said twice, it counts once.
  public void reportDistress(CorpusId corpus, ClipId clip) {
    var voter = seats.of(corpus).voter();
    requireHandedOut(corpus, clip, voter);
    caring.report(corpus, clip, voter);
  }

  /// Keeps an answer: vote and caption together or not at all. The same client id again answers as
  /// the first time and changes nothing.
  ///
  /// @throws UnknownClipException if the clip is not of this corpus or was never handed to the
  ///   person
  public Receipt vote(CorpusId corpus, ClipId clip, Answer answer) {
    var voter = seats.of(corpus).voter();
    var asked =
        transaction.execute(_ ->
            new Asked(
                requireHandedOut(corpus, clip, voter, answer.leaseId()),
                catalogue.schemeOf(corpus),
                library.require(corpus, clip).durationMicros().orElse(0L)));
    var lease = asked.lease();
    checkCaption(answer, lease.cue());
    words.heard(corpus, answer.words());
    var ballot = answer.ballot(clip, voter, asked.scheme());
    var parts = answer.segments(asked.scheme(), asked.durationMicros());
    var lines = answer.lines();
    var vote =
        transaction.execute(_ -> {
          boolean retry = voting.byClientId(answer.clientId()).isPresent();
          var cast = voting.cast(ballot, lease.cue(), lease.gold(), lease.context());
          if (!retry) {
            segments.write(cast.id(), parts);
            traces.write(cast.id(), lines);
            if (!lease.cue().apart()) {
              writeCaptions(answer, clip, voter);
              settleWordings(answer, clip, voter);
            }
            queue.finish(clip, voter, lease.cue(), LeaseState.DONE, "");
          }
          return cast;
        });
    return receipt(vote, gold.after(corpus, lease, vote).orElse(null));
  }

  /// What an answer is an answer to.
  private record Asked(Lease lease, LabelScheme scheme, long durationMicros) {}

  /// Tells the curators something about a clip. An annotator speaks of clips they were handed.
  ///
  /// @param atMicros the moment it is about, null for the whole clip
  /// @param answers the comment it answers, for curators: whoever wrote that one reads it
  public void comment(
      CorpusId corpus,
      ClipId clip,
      UUID clientId,
      String text,
      @Nullable Long atMicros,
      @Nullable UUID answers) {
    rights.require(corpus, answers == null ? Right.ANNOTATE : Right.REVIEW);
    if (rights.may(corpus, Right.REVIEW)) {
      library.require(corpus, clip);
    } else {
      requireHandedOut(corpus, clip, seats.voter(corpus, person.account()).id());
    }
    try {
      commenting.write(clientId, corpus, clip, person.account().id(), text, atMicros, answers);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// One's own comments to the curators with the answers to them, newest first.
  public List<OwnComment> comments(CorpusId corpus) {
    var voter = seats.of(corpus).voter();
    return commenting.of(corpus, person.account().id()).stream()
        .map(told -> OwnComment.of(told, revisable(corpus, told.clip(), voter).isPresent()))
        .toList();
  }

  /// One has read the answers to one's comments.
  public void readAnswers(CorpusId corpus) {
    rights.require(corpus, Right.ANNOTATE);
    commenting.read(corpus, person.account().id());
  }

  /// Lays a clip out again that is on the person's desk or was answered by them, with their answer;
  /// a newer answer takes its place.
  ///
  /// @throws UnknownClipException if it is not theirs any more
  public HandOut revisit(CorpusId corpus, ClipId clip) {
    var seat = seats.of(corpus);
    return transaction.execute(_ -> {
      var lease =
          revisable(corpus, clip, seat.voter()).orElseThrow(() -> new UnknownClipException(clip));
      return handOuts.of(seat.corpus(), seat.voter(), lease, null);
    });
  }

  private Optional<Lease> revisable(CorpusId corpus, ClipId clip, VoterId voter) {
    return library
        .find(clip)
        .filter(c -> c.corpus().equals(corpus) && c.state() == ClipState.READY)
        .flatMap(_ ->
            queue.leasesOf(clip, voter).stream()
                .filter(l -> l.state() == LeaseState.OPEN || l.state() == LeaseState.DONE)
                .min(Comparator.comparing(l -> l.cue() == Cue.LISTENER))); // else the newest
  }

  /// Passes over a clip; somebody else gets it.
  public Progress skip(CorpusId corpus, ClipId clip, long leaseId, String reason) {
    var voter = seats.of(corpus).voter();
    if (reason.length() > LONGEST_REASON) {
      throw new InvalidRequestException(
          "A reason has up to %s characters; shorten it.", LONGEST_REASON);
    }
    var lease = requireHandedOut(corpus, clip, voter, leaseId);
    if (lease.state() != LeaseState.DONE) {
      queue.finish(clip, voter, lease.cue(), LeaseState.SKIPPED, reason);
    }
    return handOuts.progress(voter);
  }

  /// Takes one's own answer (or pass) back and hands the clip out again, with what was answered.
  ///
  /// @param clientId made by the browser; sent again, it undoes once
  /// @param undoes client id of the answer taken back
  public HandOut undo(CorpusId corpus, ClipId clip, UUID clientId, UUID undoes) {
    var seat = seats.of(corpus);
    var voter = seat.voter();
    var newest = requireHandedOut(corpus, clip, voter);
    var undone =
        voting
            .byClientId(undoes)
            .filter(v -> v.clip().equals(clip) && v.voter().equals(voter) && !v.withdrawn());
    var cue = undone.map(Vote::cue).orElse(newest.cue());
    var lease = queue.leaseOf(clip, voter, cue).orElse(newest);
    var state = lease.state();
    // A pass leaves no vote; one taken back already is open.
    if (undone.isEmpty() && state != LeaseState.SKIPPED && state != LeaseState.OPEN) {
      throw new InvalidRequestException(
          "This answer is not one of yours on this clip; reload the page.");
    }
    boolean takenByOthers =
        state == LeaseState.SKIPPED && !lease.gold() && !queue.hasSlot(corpus, clip, cue);
    if (takenByOthers) {
      throw new InvalidRequestException("Somebody else has taken this clip over meanwhile.");
    }
    transaction.executeWithoutResult(_ -> {
      boolean retry = voting.byClientId(clientId).isPresent();
      if (!retry) {
        undone
            .filter(v -> stands(v, clip, voter))
            .ifPresent(_ -> voting.withdraw(clientId, clip, voter, cue));
        queue.reopen(clip, voter, cue, seat.corpus().lease());
      }
    });
    return handOuts.of(
        seat.corpus(), voter, queue.leaseOf(clip, voter, cue).orElseThrow(), undone.orElse(null));
  }

  private boolean stands(Vote vote, ClipId clip, VoterId voter) {
    return voting.standing(clip, voter, vote.cue()).filter(v -> v.id() == vote.id()).isPresent();
  }

  private Lease requireHandedOut(CorpusId corpus, ClipId clip, VoterId voter, long leaseId) {
    library.require(corpus, clip);
    return queue.leasesOf(clip, voter).stream()
        .filter(lease -> lease.id() == leaseId)
        .findFirst()
        .orElseThrow(() -> new UnknownClipException(clip));
  }

  // Whoever could answer clips of their own choice could undo the overlap that was planned.
  private Lease requireHandedOut(CorpusId corpus, ClipId clip, VoterId voter) {
    library.require(corpus, clip);
    return queue.leasesOf(clip, voter).stream()
        .findFirst()
        .orElseThrow(() -> new UnknownClipException(clip));
  }

  // A caption describes the whole clip, and is kept with it.
  private static void checkCaption(Answer answer, Cue cue) {
    answer.checkStructure();
    if (cue == Cue.LISTENER && !answer.sentences().isEmpty()) {
      throw new InvalidRequestException(
          "A clip that is asked about its listener takes no caption; leave it out.");
    }
    if (cue.single() && !answer.sentences().isEmpty()) {
      throw new InvalidRequestException(
          "A clip judged by one cue alone takes no caption; leave it out.");
    }
  }

  private void writeCaptions(Answer answer, ClipId clip, VoterId voter) {
    var said = answer.sentences();
    // What stood in another language, or at a place nothing is said of any more, is taken back.
    for (var standing : handOuts.captionsOf(clip, voter)) {
      var words = said.get(standing.place());
      boolean gone = words == null || !words.language().equals(standing.language());
      if (gone && answer.speaksOf(standing.place())) {
        var nothing = new Answer.CaptionText("", standing.language());
        writeCaption(answer, clip, voter, standing.place(), nothing);
      }
    }
    said.forEach((place, words) -> writeCaption(answer, clip, voter, place, words));
  }

  private void settleWordings(Answer answer, ClipId clip, VoterId voter) {
    var words = answer.sentences().values().stream().map(Answer.CaptionText::text).toList();
    try {
      answer.wordings().forEach(one -> offers.settle(one.offer(), clip, voter, one.taken(), words));
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  private void writeCaption(
      Answer answer, ClipId clip, VoterId voter, Place place, Answer.CaptionText words) {
    var clientId =
        UUID.nameUUIDFromBytes(
            "caption of %s %s %s"
                .formatted(answer.clientId(), place, words.language())
                .getBytes(StandardCharsets.UTF_8));
    captioning.write(clientId, clip, voter, place, words.language(), words.text());
  }

  private static Receipt receipt(@Nullable Vote vote, GoldWord.@Nullable Told gold) {
    if (vote == null) {
      throw new IllegalStateException("Bug: a vote was cast without a trace.");
    }
    // Databases round moments; a retry should read what the first answer said.
    return new Receipt(vote.revision(), vote.castAt().truncatedTo(ChronoUnit.MILLIS), gold);
  }
}
