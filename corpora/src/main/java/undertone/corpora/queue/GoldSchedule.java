package undertone.corpora.queue;

import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.VoterId;

/// When a gold clip comes, which one, and where an annotator's own way through the corpus goes on.
/// The same annotator, pass and number of hand-outs always give the same answer.
///
/// Of each so many hand-outs exactly one is gold, at a place that differs from stretch to stretch.
/// As a gold clip comes from anywhere in the corpus, every other clip does too: nobody can tell
/// them apart by their numbers.
record GoldSchedule(long seed) {

  static GoldSchedule of(CorpusId corpus, VoterId voter, Cue cue) {
    return new GoldSchedule(
        mixed(mixed(mixed(corpus.value()) ^ voter.value()) ^ cue.name().hashCode()));
  }

  /// Whether the next hand-out is a gold clip.
  ///
  /// @param handedOut clips of the pass the annotator had so far
  /// @param every one gold clip in so many
  boolean due(long handedOut, int every) {
    long stretch = handedOut / every;
    return handedOut % every == below(every, 2 * stretch);
  }

  /// Which of some gold clips it is.
  int choice(long handedOut, int among) {
    return (int) below(among, 2 * handedOut + 1);
  }

  /// The position from which on the next clip is looked for.
  long start(long handedOut, long lastPosition) {
    return below(lastPosition + 1, ~handedOut) - 1;
  }

  private long below(long bound, long draw) {
    return Math.floorMod(mixed(seed ^ mixed(draw)), bound);
  }

  /// SplitMix64 (Steele, Lea, Flood 2014): near numbers become unrelated ones.
  private static long mixed(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
