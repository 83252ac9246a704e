package undertone.corpora.demo;

import java.util.ArrayList;
import java.util.List;

/// A line as it is spoken: which sound when.
///
/// @param sounds in order, without gaps, the first at second 0
/// @param question whether the line asks
record Utterance(List<Timed> sounds, boolean question) {

  private static final double PACE = 1.15; // clear speech, as to a stranger
  private static final double ACCENTED = 1.0;
  private static final double UNACCENTED = 0.68;
  private static final double FINAL_LENGTHENING = 1.35;

  /// One sound between two moments, in seconds.
  record Timed(Phone phone, int stress, double start, double end) {
    double middle() {
      return (start + end) / 2;
    }

    boolean vowel() {
      return phone.manner() == Phone.Manner.VOWEL;
    }
  }

  Utterance {
    sounds = List.copyOf(sounds);
  }

  /// Times a line at a speed; 1 is calm speech.
  static Utterance of(String text, Lexicon lexicon, double rate) {
    var sounds = new ArrayList<Lexicon.Sound>();
    for (var phrase : text.strip().split("(?<=[,.!?])\\s+", -1)) {
      if (!sounds.isEmpty()) {
        sounds.add(new Lexicon.Sound(Phone.SILENCE, 0));
      }
      Lexicon.words(phrase).forEach(word -> sounds.addAll(lexicon.pronounce(word)));
    }
    var timed = new ArrayList<Timed>();
    double clock = 0;
    for (int i = 0; i < sounds.size(); i++) {
      var sound = sounds.get(i);
      double length = seconds(sound, endsPhrase(sounds, i)) / rate;
      timed.add(new Timed(sound.phone(), sound.stress(), clock, clock + length));
      clock += length;
    }
    return new Utterance(timed, text.endsWith("?"));
  }

  private static double seconds(Lexicon.Sound sound, boolean last) {
    double length = PACE * sound.phone().millis() / 1000.0;
    if (sound.phone().manner() == Phone.Manner.VOWEL) {
      length *= sound.stress() == 0 ? UNACCENTED : ACCENTED;
    }
    return last ? length * FINAL_LENGTHENING : length;
  }

  // The last syllable before a pause is drawn out: from its vowel on.
  private static boolean endsPhrase(List<Lexicon.Sound> sounds, int index) {
    if (sounds.get(index).phone() == Phone.SILENCE) {
      return false;
    }
    for (int i = index + 1; i < sounds.size() && sounds.get(i).phone() != Phone.SILENCE; i++) {
      if (sounds.get(i).phone().manner() == Phone.Manner.VOWEL) {
        return false;
      }
    }
    return true;
  }

  double lengthSeconds() {
    return sounds.isEmpty() ? 0 : sounds.getLast().end();
  }

  /// What the mouth does at a moment, as an expression; neighbouring sounds blend.
  Expression mouthAt(double second) {
    var mouth = Expression.REST;
    double weight = 0;
    for (var sound : sounds) {
      double from = Math.max(sound.start(), second - 0.065);
      double to = Math.min(sound.end(), second + 0.065);
      if (to > from) {
        weight += to - from;
        mouth = mouth.mixed(sound.phone().mouth(), (to - from) / weight);
      }
    }
    return mouth.scaled(Math.min(1, weight / 0.1));
  }
}
