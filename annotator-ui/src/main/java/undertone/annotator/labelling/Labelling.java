package undertone.annotator.labelling;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.media.MediaPresence;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.UnknownClipException;
import undertone.corpora.comment.Commenting;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.queue.Lease;
import undertone.corpora.queue.LeaseState;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

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
  private final TransactionOperations transaction;

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
      Segments segments,
      Traces traces,
      Commenting commenting,
      HandOuts handOuts,
      GoldWord gold,
      TransactionOperations transaction) {
    this.rights = rights;
    this.person = person;
    this.seats = seats;
    this.catalogue = catalogue;
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
    this.transaction = transaction;
  }

  /// The task, the labels in the annotator's language, and how far they are.
  ///
  /// @param language of the page the desk stands on; empty for that of the account
  public Desk desk(CorpusId corpus, String language) {
    var found = rights.require(corpus, Right.ANNOTATE);
    return Desk.of(
        found,
        catalogue.schemeOf(corpus),
        language.isEmpty() ? person.language() : language,
        progress(corpus));
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
    var found = rights.require(corpus, Right.ANNOTATE);
    var voter = seats.of(corpus, person.account()).id();
    while (true) {
      var lease = queue.next(corpus, voter, holding, found.lease());
      if (lease.isEmpty()) {
        return Optional.empty();
      }
      var clip = library.require(corpus, lease.get().clip());
      if (presence.isThere(clip)) {
        // One transaction around all that is read of it: H2 writes its file at the end of each, and
        // whoever asks would wait for it ten times.
        return Optional.of(transaction.execute(_ -> handOuts.of(corpus, voter, lease.get(), null)));
      }
      // Its file is gone and it now says so: this lease never was.
      queue.finish(clip.id(), voter, lease.get().cue(), LeaseState.EXPIRED, "");
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
    var lease = requireHandedOut(corpus, clip, voter, answer.leaseId());
    checkCaption(answer, lease.cue());
    var scheme = catalogue.schemeOf(corpus);
    var ballot = answer.ballot(clip, voter, scheme);
    var parts = answer.segments(scheme, library.require(corpus, clip).durationMicros().orElse(0L));
    var lines = answer.lines();
    var vote =
        transaction.execute(_ -> {
          boolean retry = voting.byClientId(answer.clientId()).isPresent();
          var cast = voting.cast(ballot, lease.cue(), lease.gold());
          if (!retry) {
            segments.write(cast.id(), parts);
            traces.write(cast.id(), lines);
            if (!lease.cue().single()) {
              writeCaption(answer, clip, voter);
            }
            queue.finish(clip, voter, lease.cue(), LeaseState.DONE, "");
          }
          return cast;
        });
    return receipt(vote, gold.after(corpus, lease, answer).orElse(null));
  }

  /// Tells the curators something about a clip. An annotator speaks of clips they were handed.
  ///
  /// @param atMicros the moment it is about, null for the whole clip
  public void comment(
      CorpusId corpus, ClipId clip, UUID clientId, String text, @Nullable Long atMicros) {
    rights.require(corpus, Right.ANNOTATE);
    if (rights.may(corpus, Right.REVIEW)) {
      library.require(corpus, clip);
    } else {
      requireHandedOut(corpus, clip, seats.of(corpus, person.account()).id());
    }
    try {
      commenting.write(clientId, corpus, clip, person.account().id(), text, atMicros);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Passes over a clip; somebody else gets it.
  public Progress skip(CorpusId corpus, ClipId clip, long leaseId, String reason) {
    rights.require(corpus, Right.ANNOTATE);
    if (reason.length() > LONGEST_REASON) {
      throw new InvalidRequestException(
          "A reason has up to %s characters; shorten it.", LONGEST_REASON);
    }
    var voter = seats.of(corpus, person.account()).id();
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
    var found = rights.require(corpus, Right.ANNOTATE);
    var voter = seats.of(corpus, person.account()).id();
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
        queue.reopen(clip, voter, cue, found.lease());
      }
    });
    return handOuts.of(
        corpus, voter, queue.leaseOf(clip, voter, cue).orElseThrow(), undone.orElse(null));
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
    var caption = answer.caption();
    if (cue.single() && caption != null && !caption.text().isBlank()) {
      throw new InvalidRequestException(
          "A clip judged by one cue alone takes no caption; leave it out.");
    }
  }

  private void writeCaption(Answer answer, ClipId clip, VoterId voter) {
    var caption = answer.caption();
    if (caption == null) {
      return;
    }
    boolean nothingToTakeBack =
        caption.text().isBlank() && handOuts.captionOf(clip, voter, caption.language()).isEmpty();
    if (nothingToTakeBack) {
      return;
    }
    var clientId =
        UUID.nameUUIDFromBytes(
            ("caption of " + answer.clientId()).getBytes(StandardCharsets.UTF_8));
    captioning.write(clientId, clip, voter, caption.language(), caption.text());
  }

  private static Receipt receipt(@Nullable Vote vote, GoldWord.@Nullable Told gold) {
    if (vote == null) {
      throw new IllegalStateException("Bug: a vote was cast without a trace.");
    }
    // Databases round moments; a retry should read what the first answer said.
    return new Receipt(vote.revision(), vote.castAt().truncatedTo(ChronoUnit.MILLIS), gold);
  }
}
