package undertone.corpora.demo;

import static undertone.corpora.demo.Phone.Manner.AFFRICATE;
import static undertone.corpora.demo.Phone.Manner.ASPIRATE;
import static undertone.corpora.demo.Phone.Manner.FRICATIVE;
import static undertone.corpora.demo.Phone.Manner.NASAL;
import static undertone.corpora.demo.Phone.Manner.PAUSE;
import static undertone.corpora.demo.Phone.Manner.SONORANT;
import static undertone.corpora.demo.Phone.Manner.STOP;
import static undertone.corpora.demo.Phone.Manner.VOWEL;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The sounds of English in ARPAbet: how the tract is shaped, how long, and what the mouth shows.
///
/// Each line reads: manner, length in ms, whether voiced (consonants), the three lowest resonances
/// of a long vocal tract in Hz (twice for a diphthong, which glides), the centre, width and
/// strength of its noise (consonants), and the mouth as a FACS code.
///
/// Sources: Peterson and Barney 1952 (vowels); Klatt 1980, *Software for a cascade/parallel formant
/// synthesizer*, tables II and III (consonants).
enum Phone {
  AA(VOWEL, 150, 730, 1120, 2480, "25D+26D"),
  AE(VOWEL, 150, 670, 1700, 2430, "25D+26C+20B"),
  AH(VOWEL, 95, 620, 1210, 2420, "25C+26B"),
  AO(VOWEL, 150, 580, 880, 2450, "25D+26C+18B"),
  AW(VOWEL, 185, 710, 1250, 2450, 400, 950, 2350, "25D+26C+18A"),
  AY(VOWEL, 180, 710, 1200, 2450, 360, 2050, 2600, "25D+26C"),
  EH(VOWEL, 110, 540, 1770, 2500, "25C+26B+20A"),
  ER(VOWEL, 140, 480, 1300, 1650, "25C+26B+18A"),
  EY(VOWEL, 150, 490, 1880, 2530, 330, 2200, 2750, "25C+26B+20B"),
  IH(VOWEL, 90, 400, 1930, 2550, "25C+26A+20A"),
  IY(VOWEL, 130, 290, 2230, 2950, "25C+26A+20C"),
  OW(VOWEL, 150, 520, 1020, 2400, 350, 850, 2300, "25C+26B+18C"),
  OY(VOWEL, 190, 550, 900, 2400, 370, 1950, 2550, "25C+26C+18B"),
  UH(VOWEL, 95, 440, 1050, 2300, "25B+26B+18B"),
  UW(VOWEL, 130, 320, 950, 2250, "25B+26A+18D"),
  L(SONORANT, 65, 360, 1100, 2750, "25B+26A"),
  R(SONORANT, 65, 340, 1150, 1550, "25B+26A+18B"),
  W(SONORANT, 65, 300, 650, 2250, "25A+18D"),
  Y(SONORANT, 55, 270, 2200, 3000, "25B+26A+20B"),
  M(NASAL, 70, 270, 1000, 2200, "24D"),
  N(NASAL, 65, 270, 1650, 2600, "25B+26A"),
  NG(NASAL, 75, 270, 2000, 2700, "25B+26A"),
  HH(ASPIRATE, 55, 500, 1500, 2500, "25C+26B"),
  F(FRICATIVE, 95, false, 340, 1100, 2080, 7200, 5200, 0.18, "10A+25A"),
  TH(FRICATIVE, 90, false, 320, 1290, 2540, 6600, 4800, 0.16, "25B+26A"),
  S(FRICATIVE, 100, false, 320, 1390, 2530, 6700, 2200, 0.62, "25B+20A"),
  SH(FRICATIVE, 105, false, 300, 1840, 2750, 3300, 1500, 0.62, "25B+18B"),
  V(FRICATIVE, 60, true, 280, 1100, 2080, 7000, 5200, 0.10, "10A+25A"),
  DH(FRICATIVE, 50, true, 290, 1290, 2540, 6400, 4800, 0.08, "25B+26A"),
  Z(FRICATIVE, 75, true, 290, 1390, 2530, 6500, 2300, 0.34, "25B+20A"),
  ZH(FRICATIVE, 75, true, 290, 1840, 2750, 3200, 1600, 0.34, "25B+18B"),
  P(STOP, 75, false, 400, 900, 2150, 1100, 1400, 0.38, "24D"),
  T(STOP, 70, false, 400, 1700, 2650, 4600, 2600, 0.50, "25A+26A"),
  K(STOP, 75, false, 350, 1950, 2500, 2200, 1100, 0.50, "25B+26A"),
  B(STOP, 60, true, 220, 900, 2150, 900, 1300, 0.26, "24D"),
  D(STOP, 50, true, 220, 1700, 2650, 4000, 2600, 0.28, "25A+26A"),
  G(STOP, 55, true, 220, 1950, 2450, 2000, 1100, 0.30, "25B+26A"),
  CH(AFFRICATE, 115, false, 330, 1800, 2750, 3400, 1500, 0.60, "25B+18B"),
  JH(AFFRICATE, 95, true, 260, 1800, 2750, 3200, 1500, 0.42, "25B+18B"),
  SILENCE(PAUSE, 170, 500, 1500, 2500, "");

  /// How a sound is made.
  enum Manner {
    VOWEL,
    SONORANT,
    NASAL,
    ASPIRATE,
    FRICATIVE,
    STOP,
    AFFRICATE,
    PAUSE
  }

  /// The three lowest resonances of the tract, in Hz.
  record Shape(double f1, double f2, double f3) {}

  /// Turbulence at a narrow place: where it peaks, how wide, how strong 0..1.
  record Noise(double centreHz, double widthHz, double gain) {}

  private static final Map<Phone, Expression> MOUTHS = new EnumMap<>(Phone.class);

  static {
    for (var phone : values()) {
      MOUTHS.put(phone, Expression.facs(phone.mouthCode));
    }
  }

  private final Manner manner;
  private final boolean voiced;
  private final int millis;
  private final int f1;
  private final int f2;
  private final int f3;
  private final int endF1;
  private final int endF2;
  private final int endF3;
  private final int noiseHz;
  private final int noiseWidthHz;
  private final double noiseGain;
  private final String mouthCode;

  Phone(Manner manner, int millis, int f1, int f2, int f3, String mouth) {
    this(manner, millis, f1, f2, f3, f1, f2, f3, mouth);
  }

  Phone(
      Manner manner,
      int millis,
      int f1,
      int f2,
      int f3,
      int endF1,
      int endF2,
      int endF3,
      String mouth) {
    this.manner = manner;
    this.voiced = manner != ASPIRATE && manner != PAUSE;
    this.millis = millis;
    this.f1 = f1;
    this.f2 = f2;
    this.f3 = f3;
    this.endF1 = endF1;
    this.endF2 = endF2;
    this.endF3 = endF3;
    this.noiseHz = 4000;
    this.noiseWidthHz = 2000;
    this.noiseGain = 0;
    this.mouthCode = mouth;
  }

  Phone(
      Manner manner,
      int millis,
      boolean voiced,
      int f1,
      int f2,
      int f3,
      int noiseHz,
      int noiseWidthHz,
      double noiseGain,
      String mouth) {
    this.manner = manner;
    this.voiced = voiced;
    this.millis = millis;
    this.f1 = f1;
    this.f2 = f2;
    this.f3 = f3;
    this.endF1 = f1;
    this.endF2 = f2;
    this.endF3 = f3;
    this.noiseHz = noiseHz;
    this.noiseWidthHz = noiseWidthHz;
    this.noiseGain = noiseGain;
    this.mouthCode = mouth;
  }

  Manner manner() {
    return manner;
  }

  boolean voiced() {
    return voiced;
  }

  /// Usual length in milliseconds, in an accented syllable of calm speech.
  int millis() {
    return millis;
  }

  /// The tract at a point of the sound, 0 = its start, 1 = its end.
  Shape shapeAt(double progress) {
    return new Shape(
        f1 + (endF1 - f1) * progress, f2 + (endF2 - f2) * progress, f3 + (endF3 - f3) * progress);
  }

  Noise noise() {
    return new Noise(noiseHz, noiseWidthHz, noiseGain);
  }

  /// What the lips and the jaw show.
  Expression mouth() {
    return Objects.requireNonNull(MOUTHS.get(this));
  }
}
