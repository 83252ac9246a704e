package undertone.engine.architecture;

import java.util.List;
import undertone.engine.recognition.Split;

/// Places of labelled clips in three parts, of a speaker (or a conversation) either all or none.
///
/// @param teaching places that a search and every training see
/// @param choosing that choose the best epoch of a training
/// @param heldOut that figures are of
/// @param note what to know of the parts; empty = nothing
record StructureParts(
    List<Integer> teaching, List<Integer> choosing, List<Integer> heldOut, String note) {
  private static final String NEAR =
      "Groups are few, so the epoch was chosen by clips of one that taught.";

  static StructureParts of(StructurePlan plan, List<String> groups) {
    long seed = plan.speech().seed();
    var first = Split.of(groups, plan.heldOut(), seed);
    var others = first.learned();
    var second = Split.of(others.stream().map(groups::get).toList(), plan.choosing(), seed + 1);
    return new StructureParts(
        second.learned().stream().map(others::get).toList(),
        second.heldOut().stream().map(others::get).toList(),
        first.heldOut(),
        first.note().isEmpty() && !second.note().isEmpty() ? NEAR : first.note());
  }
}
