package undertone.annotator.labelling;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.media.MediaAddresses;
import undertone.annotator.media.MediaPresence;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.UnknownClipException;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.queue.Lease;
import undertone.corpora.queue.LeaseState;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// What an annotator does: take the next clip, answer it, pass over it, take an answer back. One
/// sees one's own answers and nobody else's.
@Service
public class Labelling {

  /// Turns of a conversation shown before and after a clip.
  private static final int CONTEXT_TURNS = 2;

  private static final int LONGEST_REASON = 500;

  // Whoever has not begun yet is nobody among the voters.
  private static final VoterId NOBODY = new VoterId(0);

  private final Rights rights;
  private final CurrentPerson person;
  private final Seats seats;
  private final Catalogue catalogue;
  private final Library library;
  private final WorkQueue queue;
  private final MediaPresence presence;
  private final Voting voting;
  private final Captioning captioning;
  private final TransactionOperations transaction;
  private final Clock clock;

  Labelling(
      Rights rights,
      CurrentPerson person,
      Seats seats,
      Catalogue catalogue,
      Library library,
      WorkQueue queue,
      MediaPresence presence,
      Voting voting,
      Captioning captioning,
      TransactionOperations transaction,
      Clock clock) {
    this.rights = rights;
    this.person = person;
    this.seats = seats;
    this.catalogue = catalogue;
    this.library = library;
    this.queue = queue;
    this.presence = presence;
    this.voting = voting;
    this.captioning = captioning;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// The task, the labels in the annotator's language, and how far they are.
  public Desk desk(CorpusId corpus) {
    var found = rights.require(corpus, Right.ANNOTATE);
    return Desk.of(found, catalogue.schemeOf(corpus), person.language(), progress(corpus));
  }

  /// How far the person is in a corpus.
  public Progress progress(CorpusId corpus) {
    rights.require(corpus, Right.ANNOTATE);
    return voting
        .voterOf(corpus, person.account().id())
        .map(v -> progress(v.id()))
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
    var found = rights.require(corpus, Right.ANNOTATE);
    var voter = seats.of(corpus, person.account()).id();
    while (true) {
      var lease = queue.next(corpus, voter, holding, found.lease());
      if (lease.isEmpty()) {
        return Optional.empty();
      }
      var clip = library.require(corpus, lease.get().clip());
      if (presence.isThere(clip)) {
        return Optional.of(handOut(corpus, voter, lease.get(), null));
      }
      // Its file is gone and it now says so: this lease never was.
      queue.finish(clip.id(), voter, LeaseState.EXPIRED, "");
    }
  }

  /// Keeps an answer: vote and caption together or not at all. The same client id again answers as
  /// the first time and changes nothing.
  ///
  /// @throws UnknownClipException if the clip is not of this corpus or was never handed to the
  ///   person
  public Receipt vote(CorpusId corpus, ClipId clip, Answer answer) {
    rights.require(corpus, Right.ANNOTATE);
    var voter = seats.of(corpus, person.account()).id();
    requireHandedOut(corpus, clip, voter, answer.leaseId());
    var ballot = answer.ballot(clip, voter, catalogue.schemeOf(corpus));
    var vote =
        transaction.execute(_ -> {
          boolean retry = voting.byClientId(answer.clientId()).isPresent();
          var cast = voting.cast(ballot);
          if (!retry) {
            writeCaption(answer, clip, voter);
            queue.finish(clip, voter, LeaseState.DONE, "");
          }
          return cast;
        });
    return receipt(vote);
  }

  /// Passes over a clip; somebody else gets it.
  public Progress skip(CorpusId corpus, ClipId clip, long leaseId, String reason) {
    rights.require(corpus, Right.ANNOTATE);
    if (reason.length() > LONGEST_REASON) {
      throw new InvalidRequestException(
          "A reason has up to %d characters; shorten it.".formatted(LONGEST_REASON));
    }
    var voter = seats.of(corpus, person.account()).id();
    var state = requireHandedOut(corpus, clip, voter, leaseId);
    if (state != LeaseState.DONE) {
      queue.finish(clip, voter, LeaseState.SKIPPED, reason);
    }
    return progress(voter);
  }

  /// Takes one's own answer (or pass) back and hands the clip out again, with what was answered.
  ///
  /// @param clientId made by the browser; sent again, it undoes once
  /// @param undoes client id of the answer taken back
  public HandOut undo(CorpusId corpus, ClipId clip, UUID clientId, UUID undoes) {
    var found = rights.require(corpus, Right.ANNOTATE);
    var voter = seats.of(corpus, person.account()).id();
    var state = requireHandedOut(corpus, clip, voter);
    var undone =
        voting
            .byClientId(undoes)
            .filter(v -> v.clip().equals(clip) && v.voter().equals(voter) && !v.withdrawn());
    // A pass leaves no vote; one taken back already is open.
    if (undone.isEmpty() && state != LeaseState.SKIPPED && state != LeaseState.OPEN) {
      throw new InvalidRequestException(
          "This answer is not one of yours on this clip; reload the page.");
    }
    boolean takenByOthers =
        state == LeaseState.SKIPPED && library.require(corpus, clip).openSlots() < 1;
    if (takenByOthers) {
      throw new InvalidRequestException("Somebody else has taken this clip over meanwhile.");
    }
    transaction.executeWithoutResult(_ -> {
      boolean retry = voting.byClientId(clientId).isPresent();
      if (!retry) {
        undone
            .filter(v -> stands(v, clip, voter))
            .ifPresent(_ -> voting.withdraw(clientId, clip, voter));
        queue.reopen(clip, voter, found.lease());
      }
    });
    return handOut(corpus, voter, queue.leaseOf(clip, voter).orElseThrow(), undone.orElse(null));
  }

  private boolean stands(Vote vote, ClipId clip, VoterId voter) {
    return voting.standing(clip, voter).filter(v -> v.id() == vote.id()).isPresent();
  }

  private LeaseState requireHandedOut(CorpusId corpus, ClipId clip, VoterId voter, long leaseId) {
    var state = requireHandedOut(corpus, clip, voter);
    if (queue.leaseOf(clip, voter).filter(l -> l.id() == leaseId).isEmpty()) {
      throw new UnknownClipException(clip);
    }
    return state;
  }

  // Whoever could answer clips of their own choice could undo the overlap that was planned.
  private LeaseState requireHandedOut(CorpusId corpus, ClipId clip, VoterId voter) {
    library.require(corpus, clip);
    return queue.stateOf(clip, voter).orElseThrow(() -> new UnknownClipException(clip));
  }

  private void writeCaption(Answer answer, ClipId clip, VoterId voter) {
    var caption = answer.caption();
    if (caption == null) {
      return;
    }
    boolean nothingToTakeBack =
        caption.text().isBlank() && myCaption(clip, voter, caption.language()).isEmpty();
    if (nothingToTakeBack) {
      return;
    }
    var clientId =
        UUID.nameUUIDFromBytes(
            ("caption of " + answer.clientId()).getBytes(StandardCharsets.UTF_8));
    captioning.write(clientId, clip, voter, caption.language(), caption.text());
  }

  private Optional<Caption> myCaption(ClipId clip, VoterId voter, @Nullable String language) {
    return captioning.standing(clip).stream()
        .filter(c -> c.voter().equals(voter))
        .filter(c -> language == null || c.language().equals(language))
        .findFirst();
  }

  private HandOut handOut(CorpusId corpus, VoterId voter, Lease lease, @Nullable Vote undone) {
    var clip = library.require(corpus, lease.clip());
    var addresses = MediaAddresses.of(clip);
    return new HandOut(
        new HandOut.LeaseInfo(lease.id(), lease.expiresAt()),
        new HandOut.ClipToAnnotate(
            clip.id().toString(),
            clip.modality(),
            addresses.mediaUrl(),
            addresses.posterUrl(),
            addresses.peaksUrl(),
            addresses.framesUrl(),
            clip.text().orElse(null),
            clip.durationMicros().orElse(null),
            clip.hasAudio(),
            clip.width().orElse(null),
            clip.height().orElse(null),
            context(clip),
            mine(clip.id(), voter, undone)),
        progress(voter));
  }

  private HandOut.@Nullable MyAnswer mine(ClipId clip, VoterId voter, @Nullable Vote undone) {
    var vote = voting.standing(clip, voter).orElse(undone);
    if (vote == null) {
      return null;
    }
    return new HandOut.MyAnswer(
        vote.meaning(),
        vote.candidates().labels(),
        vote.excluded().labels(),
        vote.certainty().orElse(null),
        vote.intensity().orElse(null),
        myCaption(clip, voter, null)
            .map(c -> new Answer.CaptionText(c.text(), c.language()))
            .orElse(null));
  }

  private List<HandOut.Turn> context(Clip clip) {
    var turns = library.conversationOf(clip);
    int here = turns.stream().map(Clip::id).toList().indexOf(clip.id());
    var context = new ArrayList<HandOut.Turn>();
    int last = Math.min(turns.size() - 1, here + CONTEXT_TURNS);
    for (int i = Math.max(0, here - CONTEXT_TURNS); i <= last; i++) {
      var turn = turns.get(i);
      if (i != here && turn.text().isPresent()) {
        context.add(
            new HandOut.Turn(
                turn.speaker().orElse(null),
                turn.text().orElseThrow(),
                i < here ? HandOut.Position.BEFORE : HandOut.Position.AFTER));
      }
    }
    return context;
  }

  private Progress progress(VoterId voter) {
    var zone = ZoneId.systemDefault();
    var midnight = LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
    return new Progress(queue.answeredSince(voter, midnight), queue.answered(voter));
  }

  private static Receipt receipt(@Nullable Vote vote) {
    if (vote == null) {
      throw new IllegalStateException("Bug: a vote was cast without a trace.");
    }
    // Databases round moments; a retry should read what the first answer said.
    return new Receipt(vote.revision(), vote.castAt().truncatedTo(ChronoUnit.MILLIS));
  }
}
