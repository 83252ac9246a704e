package undertone.engine.pseudo;

import java.util.Arrays;
import java.util.Locale;

/// How clips without a label take part in learning.
public enum PseudoMethod {
  /// They do not: what labels alone are worth, for comparison.
  SUPERVISED,
  /// What a network is sure of is its next round's label (Lee 2013).
  SELF_TRAINING,
  /// As before with soft labels, evened out over the classes, learned under noise (Xie et al. 2020,
  /// arXiv:1911.04252).
  NOISY_STUDENT,
  /// Two views of a clip should be told alike by a network and its own moving average (Tarvainen &
  /// Valpola 2017, arXiv:1703.01780).
  MEAN_TEACHER,
  /// What is sure of a weak view is the label of a strong one (Sohn et al. 2020, arXiv:2001.07685).
  FIXMATCH,
  /// As before, with a lower threshold for classes that are learned slowly (Zhang et al. 2021,
  /// arXiv:2110.08263).
  FLEXMATCH,
  /// As before, with thresholds that rise with the network's own confidence (Wang et al. 2023,
  /// arXiv:2205.07246).
  FREEMATCH;

  /// As commands and plans write it: `noisy-student`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What decides which clips of the pool teach.
  public ThresholdKind threshold() {
    return switch (this) {
      case SUPERVISED, MEAN_TEACHER -> ThresholdKind.NONE;
      case SELF_TRAINING, NOISY_STUDENT, FIXMATCH -> ThresholdKind.FIXED;
      case FLEXMATCH, FREEMATCH -> ThresholdKind.ADAPTIVE;
    };
  }

  /// Whether its threshold may be another for each label.
  public boolean takesLabelThresholds() {
    return this == SELF_TRAINING || this == FIXMATCH;
  }

  /// @throws IllegalArgumentException if there is no such method
  public static PseudoMethod of(String written) {
    return Arrays.stream(values())
        .filter(method -> method.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no method \"%s\"; choose one of %s."
                    .formatted(
                        written, Arrays.stream(values()).map(PseudoMethod::written).toList())));
  }
}
