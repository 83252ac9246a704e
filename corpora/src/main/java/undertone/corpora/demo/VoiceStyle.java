package undertone.corpora.demo;

/// How an emotion colours a voice, relative to the speaker's calm voice.
///
/// The directions follow what listeners and acoustics agree on: hot anger and joy are high, wide
/// and loud; fear is high, fast and trembling; sadness is low, narrow, slow and breathy.
///
/// Source: Banse and Scherer 1996, *Acoustic profiles in vocal emotion expression*, table 7.
///
/// @param pitch factor on the resting pitch
/// @param range factor on the pitch movement
/// @param rate factor on the speed
/// @param loudnessDb against the calm voice
/// @param breath share of noise in the source, 0..1
/// @param jitter change of length from one glottal period to the next, 0..1
/// @param tremor slow shaking of the pitch, 0..1
/// @param brightnessHz where the source starts to fall off; a pressed voice is brighter
/// @param finalRise how the pitch ends: -1 falls, 1 rises
record VoiceStyle(
    double pitch,
    double range,
    double rate,
    double loudnessDb,
    double breath,
    double jitter,
    double tremor,
    double brightnessHz,
    double finalRise) {

  static VoiceStyle of(Emotion emotion) {
    return switch (emotion) {
      case NEUTRAL -> new VoiceStyle(1.00, 0.8, 1.00, 0, 0.10, 0.006, 0, 3200, -0.6);
      case HAPPINESS -> new VoiceStyle(1.24, 1.7, 1.06, 3, 0.12, 0.006, 0, 4200, -0.2);
      case SURPRISE -> new VoiceStyle(1.36, 2.1, 1.04, 3, 0.14, 0.007, 0, 4200, 0.8);
      case SADNESS -> new VoiceStyle(0.92, 0.5, 0.80, -6, 0.34, 0.012, 0.010, 1800, -0.9);
      case ANGER -> new VoiceStyle(1.18, 1.5, 1.10, 5, 0.07, 0.016, 0, 6100, -0.8);
      case DISGUST -> new VoiceStyle(0.90, 1.0, 0.86, 0, 0.14, 0.024, 0, 2800, -0.8);
      case FEAR -> new VoiceStyle(1.42, 1.0, 1.16, -1, 0.30, 0.014, 0.032, 3500, 0.2);
      case CONTEMPT -> new VoiceStyle(0.90, 1.1, 0.86, -1, 0.10, 0.010, 0, 2700, -1.0);
    };
  }

  /// A voice between this and another.
  VoiceStyle mixed(VoiceStyle other, double weight) {
    return new VoiceStyle(
        between(pitch, other.pitch, weight),
        between(range, other.range, weight),
        between(rate, other.rate, weight),
        between(loudnessDb, other.loudnessDb, weight),
        between(breath, other.breath, weight),
        between(jitter, other.jitter, weight),
        between(tremor, other.tremor, weight),
        between(brightnessHz, other.brightnessHz, weight),
        between(finalRise, other.finalRise, weight));
  }

  private static double between(double from, double to, double weight) {
    return from + (to - from) * weight;
  }
}
