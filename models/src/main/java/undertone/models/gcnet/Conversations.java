package undertone.models.gcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.stream.IntStream;

/// A batch of conversations, each turn described once by each modality.
///
/// @param features complete `[B,N,D_m]`, one per modality; whatever stands where nothing is present
///   is not looked at, except by the loss of the reconstruction
/// @param present `[B,N,M]`, 1 = the modality of this turn is there
/// @param real `[B,N]`, 1 = a turn, 0 = padding after the last
/// @param speakers `[B,N]`, whole numbers from 0, in each conversation by first appearance
public record Conversations(NDList features, NDArray present, NDArray real, NDArray speakers) {

  /// All modalities side by side `[B,N,D]`.
  public NDArray complete() {
    return NDArrays.concat(features, 2);
  }

  /// 1 for every number that is there, `[B,N,D]`.
  public NDArray kept() {
    var masks =
        IntStream.range(0, features.size())
            .mapToObj(m -> mask(m).broadcast(features.get(m).getShape()))
            .toArray(NDArray[]::new);
    return NDArrays.concat(new NDList(masks), 2);
  }

  /// 1 where one modality is there, `[B,N,1]`.
  NDArray mask(int modality) {
    return present.get(":,:,%d:%d".formatted(modality, modality + 1));
  }
}
