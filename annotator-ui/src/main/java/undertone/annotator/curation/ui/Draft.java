package undertone.annotator.curation.ui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import undertone.annotator.curation.PartsToTake;
import undertone.annotator.curation.PartsToTake.CaptionToTake;
import undertone.annotator.curation.PartsToTake.RatingToTake;
import undertone.annotator.curation.PartsToTake.SegmentToTake;
import undertone.annotator.curation.PartsToTake.TraceToTake;
import undertone.annotator.library.Said;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipRating;

/// The answer a curator is putting together from what people said, before it is settled.
final class Draft {

  private CandidateSet labels = CandidateSet.NONE;
  private final Set<String> labelsOf = new LinkedHashSet<>();
  private final List<SegmentToTake> segments = new ArrayList<>();
  private final List<TraceToTake> traces = new ArrayList<>();
  private final List<CaptionToTake> captions = new ArrayList<>();
  private ClipRating rating = ClipRating.NONE;

  boolean isEmpty() {
    return labels.isEmpty() && parts().isEmpty();
  }

  CandidateSet labels() {
    return labels;
  }

  List<SegmentToTake> segments() {
    return segments;
  }

  List<TraceToTake> traces() {
    return traces;
  }

  List<CaptionToTake> captions() {
    return captions;
  }

  PartsToTake parts() {
    return new PartsToTake(segments, traces, captions, RatingToTake.of(rating));
  }

  /// How the whole clip feels; it says nothing until something is taken.
  ClipRating rating() {
    return rating;
  }

  void rating(ClipRating taken) {
    rating = taken;
  }

  /// Whose labels were taken; empty where they were joined or chosen one by one.
  Set<String> labelsOf() {
    return labelsOf;
  }

  void clear() {
    labels = CandidateSet.NONE;
    labelsOf.clear();
    segments.clear();
    traces.clear();
    captions.clear();
    rating = ClipRating.NONE;
  }

  /// Takes a whole set in the place of the labels so far.
  ///
  /// @param of the voters it comes from
  void labels(CandidateSet set, List<String> of) {
    labels = set;
    labelsOf.clear();
    labelsOf.addAll(of);
  }

  /// Takes a label in, or lets it go.
  void toggle(String label) {
    labels = labels.contains(label) ? labels.without(label) : labels.with(label);
    labelsOf.clear();
  }

  /// Makes a label the one settled on.
  void first(String label) {
    labels = CandidateSet.of(label).union(labels);
    labelsOf.clear();
  }

  static SegmentToTake of(String voter, Said.SegmentSaid said) {
    return new SegmentToTake(
        voter,
        said.startMicros(),
        said.endMicros(),
        said.meaning(),
        said.candidates(),
        said.excluded(),
        said.certainty(),
        said.intensity(),
        said.caption(),
        said.captionLanguage());
  }

  static CaptionToTake of(Said.CaptionSaid said) {
    return new CaptionToTake(said.voter(), said.text(), said.language());
  }

  /// Takes a part in, or lets it go.
  static <P> void toggle(List<P> parts, P part) {
    if (!parts.remove(part)) {
      parts.add(part);
    }
  }

  /// Takes everything one voter said.
  void everything(Said.VoteSaid vote, List<Said.CaptionSaid> theirs) {
    clear();
    labels(new CandidateSet(vote.candidates()), List.of(vote.voter()));
    vote.segments().forEach(s -> segments.add(of(vote.voter(), s)));
    vote.traces().forEach(t -> traces.add(new TraceToTake(vote.voter(), t.axis())));
    rating = vote.rating();
    theirs.forEach(c -> captions.add(of(c)));
  }
}
