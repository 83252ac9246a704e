package undertone.models;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/// Weights that follow other weights slowly and never see a gradient.
public final class MovingAverage {
  private final List<NDArray> leads;
  private final List<NDArray> follows;

  /// @param leads what is followed, by name
  /// @param follows as many arrays of the same shapes, in the same order
  public MovingAverage(Map<String, NDArray> leads, Map<String, NDArray> follows) {
    this.leads = List.copyOf(leads.values());
    this.follows = List.copyOf(follows.values());
  }

  /// θ ← m θ + (1−m) θ of the lead.
  public void follow(double momentum) {
    try (var kept = Constant.beside(leads.getFirst(), momentum);
        var taken = Constant.beside(leads.getFirst(), 1 - momentum)) {
      for (int i = 0; i < leads.size(); i++) {
        try (var share = leads.get(i).mul(taken)) {
          follows.get(i).muli(kept).addi(share);
        }
      }
    }
  }
}
