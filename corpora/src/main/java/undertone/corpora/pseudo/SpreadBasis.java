package undertone.corpora.pseudo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is kept of one label a run has spread, apart from its probabilities and neighbours.
///
/// @param run that spread it
/// @param round one more than runs that spread labels of the corpus stood when the run read it
/// @param method such as `fixmatch`
/// @param planHash SHA-256 of the method and all its parameters
/// @param dataHash SHA-256 of the clips, their labels and features
/// @param networks SHA-256 of the weights of each
/// @param saidAt when the run ended; left out while it is at work
/// @param confidence calibrated, 0..1
/// @param rawConfidence before calibration, 0..1
/// @param margin of the calibrated probability to the second
/// @param entropy of the calibrated probabilities, in nats
/// @param agreeing who else calls the clip so
/// @param modalities how many could; 0 = there was one only
/// @param looks through weakly altered features that call the clip so
/// @param ofLooks how many there were
/// @param taught networks that this very label taught when they last asked themselves
/// @param thresholdKind what decided that: `NONE`, `FIXED`, `PER_LABEL` or `ADAPTIVE`
/// @param threshold what the label had to reach last, over 1 = nothing called so taught; left out
///   where nothing was asked
/// @param replaces the run before that had its say about the clip; left out where none had
/// @param teaches later runs that learned from what was decided about the clip
public record SpreadBasis(
    long run,
    int round,
    String method,
    String planHash,
    @Nullable String dataHash,
    List<String> networks,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String saidAt,
    double confidence,
    double rawConfidence,
    double margin,
    double entropy,
    PseudoLabel.Agreeing agreeing,
    int modalities,
    int looks,
    int ofLooks,
    int taught,
    String thresholdKind,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double threshold,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long replaces,
    List<Long> teaches) {

  public SpreadBasis {
    networks = List.copyOf(networks);
    teaches = List.copyOf(teaches);
  }
}
