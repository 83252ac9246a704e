package undertone.corpora.queue;

/// Why an annotator is handed nothing although there are clips: the ones left are distressing.
public enum HeldBack {
  /// They asked never to be handed one.
  ASKED,
  /// They have had as many today as the corpus allows a day.
  ENOUGH_TODAY
}
