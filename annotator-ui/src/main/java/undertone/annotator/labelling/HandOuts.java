package undertone.annotator.labelling;

import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import undertone.annotator.media.MediaAddresses;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.Midnight;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.Spectrogram;
import undertone.corpora.queue.Lease;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;

/// Puts together what an annotator is handed with a clip: what can be seen and heard, the turns
/// around it, and their own answer where they gave one.
@Component
class HandOuts {

  /// Turns of a conversation shown before and after a clip.
  private static final int CONTEXT_TURNS = 2;

  private final Catalogue catalogue;
  private final Library library;
  private final WorkQueue queue;
  private final Voting voting;
  private final Captioning captioning;
  private final Segments segments;
  private final Traces traces;
  private final MediaStore media;
  private final Clock clock;

  HandOuts(
      Catalogue catalogue,
      Library library,
      WorkQueue queue,
      Voting voting,
      Captioning captioning,
      Segments segments,
      Traces traces,
      MediaStore media,
      Clock clock) {
    this.catalogue = catalogue;
    this.library = library;
    this.queue = queue;
    this.voting = voting;
    this.captioning = captioning;
    this.segments = segments;
    this.traces = traces;
    this.media = media;
    this.clock = clock;
  }

  /// @param undone an answer just taken back, shown again to be changed
  HandOut of(Corpus corpus, VoterId voter, Lease lease, @Nullable Vote undone) {
    var clip = library.require(corpus.id(), lease.clip());
    var shown = new Shown(clip, lease.cue());
    var addresses = shown.addresses();
    return new HandOut(
        new HandOut.LeaseInfo(lease.id(), lease.expiresAt()),
        new HandOut.ClipToAnnotate(
            clip.id().toString(),
            lease.cue(),
            shown.modality(),
            addresses.mediaUrl(),
            addresses.posterUrl(),
            addresses.peaksUrl(),
            addresses.framesUrl(),
            spectrogram(clip, addresses),
            shown.text(),
            shown.durationMicros(),
            shown.hasAudio(),
            shown.width(),
            shown.height(),
            clip.distressing(),
            shown.withContext() ? context(corpus.id(), voter, clip) : List.of(),
            mine(corpus.id(), lease, voter, undone)),
        progress(voter),
        corpus.guidelineRevision());
  }

  Progress progress(VoterId voter) {
    var midnight = Midnight.before(clock.instant());
    return new Progress(queue.answeredSince(voter, midnight), queue.answered(voter));
  }

  /// What the voter has written on a clip, at whichever place.
  List<Caption> captionsOf(ClipId clip, VoterId voter) {
    return captioning.standing(clip).stream().filter(c -> c.voter().equals(voter)).toList();
  }

  // Media that were prepared before there were spectrograms have none.
  private HandOut.@Nullable SpectrogramTiles spectrogram(Clip clip, MediaAddresses addresses) {
    var hash = clip.mediaHash().orElse(null);
    boolean drawn =
        hash != null
            && addresses.peaksUrl() != null
            && Files.isRegularFile(media.derived(hash, Spectrogram.fileName(0)));
    return drawn
        ? new HandOut.SpectrogramTiles(
            "/media/" + clip.id() + "/spectrogram/{tile}",
            Spectrogram.tiles(clip.durationMicros().orElse(0L)),
            Spectrogram.TILE_MICROS,
            Spectrogram.LOW_HZ,
            Spectrogram.HIGH_HZ,
            Spectrogram.BINS)
        : null;
  }

  private HandOut.@Nullable MyAnswer mine(
      CorpusId corpus, Lease lease, VoterId voter, @Nullable Vote undone) {
    var vote = voting.standing(lease.clip(), voter, lease.cue()).orElse(undone);
    if (vote == null) {
      return null;
    }
    var mine = lease.cue().single() ? List.<Caption>of() : captionsOf(lease.clip(), voter);
    var scheme = catalogue.schemeOf(corpus);
    var reading = catalogue.past(corpus).at(vote.castAt());
    return new HandOut.MyAnswer(
        vote.meaning(),
        offered(vote.said(), scheme),
        offered(vote.excluded(), scheme),
        vote.certainty().orElse(null),
        vote.intensity().orElse(null),
        mine.stream()
            .filter(c -> c.place().equals(Place.FREE))
            .findFirst()
            .map(c -> new Answer.CaptionText(c.text(), c.language()))
            .orElse(null),
        mine.stream().filter(c -> !c.place().equals(Place.FREE)).map(Answer.Described::of).toList(),
        segments.of(vote.id()).stream().map(s -> s.read(reading)).map(Answer.Part::of).toList(),
        traces.of(vote.id()).stream().map(Answer.Line::of).toList());
  }

  // A label retired since cannot be chosen again.
  private static List<String> offered(CandidateSet said, LabelScheme scheme) {
    return said.labels().stream()
        .filter(held -> OpenWord.is(held) || scheme.indexOf(held) >= 0)
        .toList();
  }

  // Whoever is still to judge a neighbour by its face or voice alone must not read what is said in
  // it.
  private List<HandOut.Turn> context(CorpusId corpus, VoterId voter, Clip clip) {
    var turns = library.conversationOf(clip);
    int here = turns.stream().map(Clip::id).toList().indexOf(clip.id());
    var context = new ArrayList<HandOut.Turn>();
    int first = Math.max(0, here - CONTEXT_TURNS);
    int last = Math.min(turns.size() - 1, here + CONTEXT_TURNS);
    var near = turns.subList(first, last + 1).stream().map(Clip::id).toList();
    var withheld = queue.stillByCue(corpus, voter, near);
    for (int i = first; i <= last; i++) {
      var turn = turns.get(i);
      if (i != here && turn.text().isPresent() && !withheld.contains(turn.id())) {
        context.add(
            new HandOut.Turn(
                turn.speaker().orElse(null),
                turn.text().orElseThrow(),
                i < here ? HandOut.Position.BEFORE : HandOut.Position.AFTER));
      }
    }
    return context;
  }
}
