package undertone.engine.refinement;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The methods a corpus or a table can be refined with, by the names of screens, REST and benches.
public enum RefinementMethod {
  /// IRNet on frozen features, out of fold.
  IRNET {
    @Override
    public Refinement refinement() {
      return new IrNetRefinement();
    }
  },
  /// The votes alone: the rival of every method that looks at clips.
  MAJORITY {
    @Override
    public Refinement refinement() {
      return new MajorityRefinement();
    }
  };

  public abstract Refinement refinement();

  /// As it is typed: `irnet`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException naming the methods there are
  public static RefinementMethod of(String written) {
    return Arrays.stream(values())
        .filter(m -> m.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no method \"%s\"; choose one of %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(RefinementMethod::written)
                            .collect(Collectors.joining(", ")))));
  }
}
