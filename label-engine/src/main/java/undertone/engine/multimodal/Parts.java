package undertone.engine.multimodal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import undertone.corpora.Sentence;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.recognition.Split;

/// Labelled clips in three parts, of a conversation, else of a speaker, either all or none.
///
/// @param teaching labels by clip, of clips that teach
/// @param choosing of those that choose the best epoch
/// @param heldOut of those that figures are of
/// @param note what to know of the parts, an encoded [Sentence]; empty = nothing
record Parts(
    Map<String, Integer> teaching,
    Map<String, Integer> choosing,
    Map<String, Integer> heldOut,
    String note) {

  private static final String NEAR =
      Sentence.of("Conversations are few, so the epoch was chosen by turns of one that taught.")
          .encoded();

  /// @param labels places of classes, by clip
  static Parts of(MultimodalPlan plan, List<ClipRow> labelled, Map<String, Integer> labels) {
    var first = Split.of(groups(labelled), plan.heldOut(), plan.seed());
    var others = first.learned().stream().map(labelled::get).toList();
    var second = Split.of(groups(others), plan.choosing(), plan.seed() + 1);
    return new Parts(
        some(second.learned(), others, labels),
        some(second.heldOut(), others, labels),
        some(first.heldOut(), labelled, labels),
        first.note().isEmpty() && !second.note().isEmpty() ? NEAR : first.note());
  }

  private static List<String> groups(List<ClipRow> clips) {
    return clips.stream().map(clip -> clip.group().orElse(clip.name())).toList();
  }

  /// In the order of names, so that equal parts are written alike.
  private static Map<String, Integer> some(
      List<Integer> places, List<ClipRow> clips, Map<String, Integer> labels) {
    var some = new TreeMap<String, Integer>();
    for (int place : places) {
      var label = labels.get(clips.get(place).name());
      if (label != null) {
        some.put(clips.get(place).name(), label);
      }
    }
    return some;
  }
}
