package undertone.annotator.labelling;

import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import undertone.annotator.media.MediaAddresses;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.Midnight;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.Speakers;
import undertone.corpora.clip.Surroundings;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.Spectrogram;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.queue.Lease;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;

/// Puts together what an annotator is handed with a clip: what can be seen and heard, the turns
/// around it where the plan shows them, and their own answer where they gave one.
@Component
class HandOuts {

  private final Catalogue catalogue;
  private final Library library;
  private final AnnotationPlans plans;
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
      AnnotationPlans plans,
      WorkQueue queue,
      Voting voting,
      Captioning captioning,
      Segments segments,
      Traces traces,
      MediaStore media,
      Clock clock) {
    this.catalogue = catalogue;
    this.library = library;
    this.plans = plans;
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
    boolean inTalk = clip.conversation().isPresent();
    var told = shown.withContext() && inTalk ? told(corpus.id(), voter, clip) : Told.NOTHING;
    if (inTalk) {
      queue.showed(lease, told.context());
    }
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
            told.speaker(),
            told.turns(),
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
    var mine = lease.cue().apart() ? List.<Caption>of() : captionsOf(lease.clip(), voter);
    var scheme = catalogue.schemeOf(corpus);
    var reading = catalogue.past(corpus).at(vote.castAt());
    return new HandOut.MyAnswer(
        vote.meaning(),
        offered(vote.said(), scheme),
        offered(vote.excluded(), scheme),
        vote.certainty().orElse(null),
        vote.intensity().orElse(null),
        vote.valence().orElse(null),
        vote.arousal().orElse(null),
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

  /// What of a conversation stands beside a clip, and who speaks in the clip itself.
  private record Told(
      Context context, HandOut.@Nullable Speaker speaker, List<HandOut.Turn> turns) {
    static final Told NOTHING = new Told(Context.NONE, null, List.of());
  }

  // Whoever is still to judge a neighbour by one cue alone must not read what is said in it. Whose
  // turn that will be changes as others skip clips, so where single cues are judged no neighbour is
  // seen or heard at all.
  private Told told(CorpusId corpus, VoterId voter, Clip clip) {
    var plan = plans.of(corpus);
    var planned = plan.context();
    if (planned == Context.NONE) {
      return Told.NOTHING;
    }
    var conversation = library.conversationOf(clip);
    var speakers = Speakers.of(conversation);
    var near = Surroundings.of(conversation, clip.id(), planned);
    var withheld = queue.stillByCue(corpus, voter, near.turns().map(Clip::id).toList());
    boolean plays = plan.singleCues().isEmpty();
    var turns =
        Stream.concat(
                near.before().stream()
                    .map(turn -> turn(turn, HandOut.Position.BEFORE, speakers, plays)),
                near.after().stream()
                    .map(turn -> turn(turn, HandOut.Position.AFTER, speakers, plays)))
            .filter(one -> !withheld.contains(one.clip()))
            .map(Near::turn)
            .filter(turn -> !turn.text().isEmpty() || turn.mediaUrl() != null)
            .toList();
    return turns.isEmpty()
        ? Told.NOTHING
        : new Told(planned, speakers.of(clip).map(HandOut.Speaker::of).orElse(null), turns);
  }

  private record Near(ClipId clip, HandOut.Turn turn) {}

  private static Near turn(
      Clip turn, HandOut.Position position, Speakers speakers, boolean allowed) {
    boolean plays = allowed && turn.state() == ClipState.READY && !turn.distressing();
    var addresses = MediaAddresses.of(turn);
    return new Near(
        turn.id(),
        new HandOut.Turn(
            turn.speaker().orElse(null),
            speakers.of(turn).map(HandOut.Speaker::of).orElse(null),
            turn.text().orElse(""),
            position,
            turn.modality(),
            plays ? addresses.mediaUrl() : null,
            plays ? addresses.posterUrl() : null,
            turn.distressing()));
  }
}
