package undertone.engine.architecture;

import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.recognition.ThreeParts;

/// Places of labelled clips in three parts, of a speaker (or a conversation) either all or none.
///
/// @param teaching places that a search and every training see
/// @param choosing that choose the best epoch of a training
/// @param heldOut that figures are of
/// @param note what to know of the parts; empty = nothing
record StructureParts(
    List<Integer> teaching, List<Integer> choosing, List<Integer> heldOut, String note) {

  static StructureParts of(StructurePlan plan, List<String> groups) {
    var places = IntStream.range(0, groups.size()).boxed().toList();
    var parts =
        ThreeParts.of(places, groups::get, plan.heldOut(), plan.choosing(), plan.speech().seed());
    return new StructureParts(parts.teaching(), parts.choosing(), parts.heldOut(), parts.note());
  }
}
