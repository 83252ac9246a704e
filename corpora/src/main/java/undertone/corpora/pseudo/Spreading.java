package undertone.corpora.pseudo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a run came to the labels that it spread.
///
/// @param method such as `fixmatch`
/// @param planHash SHA-256 of the method and all its parameters
/// @param networks SHA-256 of the weights of each
/// @param modalities judged alone; 0 = there was one only
/// @param looks of all networks at one clip through weakly altered features
/// @param thresholdKind what decided which labels taught their own networks, such as `FIXED`
/// @param thresholds what each label had to reach last; empty where nothing was asked
public record Spreading(
    String method,
    String planHash,
    List<String> networks,
    int modalities,
    int looks,
    String thresholdKind,
    Map<String, Double> thresholds) {

  public Spreading {
    networks = List.copyOf(networks);
    thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
  }
}
