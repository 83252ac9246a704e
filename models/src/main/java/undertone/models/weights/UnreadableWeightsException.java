package undertone.models.weights;

import java.io.IOException;

/// Published weights are damaged, or are not what their description says.
public final class UnreadableWeightsException extends IOException {

  public UnreadableWeightsException(String what) {
    super(what);
  }
}
