package undertone.corpora.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The eight emotions the demo plays, with the faces that show them.
///
/// The ids are those of the eight-label scheme of FER+. The faces follow the usual EMFACS
/// prototypes (happiness 6+12, sadness 1+4+15, surprise 1+2+5+26, fear 1+2+4+5+20, anger 4+5+7+23,
/// disgust 9+15+17, contempt a one-sided 12+14), each in some variants, because people differ.
///
/// Source: Friesen and Ekman 1983, *EMFACS-7: Emotional Facial Action Coding System*.
enum Emotion {
  NEUTRAL(0.02, -0.15, "25A 1A+2A 24A"),
  HAPPINESS(0.8, 0.45, "6C+12D+25C 6D+12E+25D+26B 6D+12D 2B+6D+12E+25D+26C"),
  SURPRISE(0.15, 0.75, "1D+2D+5C+25C+26D 1E+2E+5D+25D+26E 1D+2E+5D+25C+26C"),
  SADNESS(-0.7, -0.4, "1D+4B+15D+43A 1E+4C+15D+17C+43B 1D+4C+7A+15E+17D+43A"),
  ANGER(-0.6, 0.65, "4E+5C+7D+23D 4E+5C+7D+17C+24E 4E+5C+7E+10B+16B+23B+25C+26B"),
  DISGUST(-0.65, 0.3, "4B+6A+7C+9D+10C+15C+17C 4C+7D+9E+10E+15B+25B 7C+9E+10D+17D+15C"),
  FEAR(-0.6, 0.7, "1E+2C+4D+5E+20D+25C 1E+2D+4C+5E+20E+25C+26C 1D+2C+4D+5D+20C+16B+25C+26B"),
  CONTEMPT(-0.5, 0.1, "R12D+R14E+43A L2C+L12D+L14E+7B+43A R10B+R12C+R14E+17B+7B");

  private final double valence;
  private final double arousal;
  private final String facsCodes;

  Emotion(double valence, double arousal, String facsCodes) {
    this.valence = valence;
    this.arousal = arousal;
    this.facsCodes = facsCodes;
  }

  /// The label id in the scheme.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Where the emotion lies between unpleasant -1 and pleasant 1.
  double valence() {
    return valence;
  }

  /// Where the emotion lies between calm -1 and excited 1.
  double arousal() {
    return arousal;
  }

  /// The variants of its face at the apex.
  List<Expression> faces() {
    return Arrays.stream(facsCodes.split(" ", -1)).map(Expression::facs).toList();
  }
}
