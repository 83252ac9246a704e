package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What all networks of a run stand on, and a run that goes on from it has to share: labels, way of
/// learning, folds, feature space, and what each clip was like.
final class Ground {
  static final String PIECE = "ground.state";
  private static final String KIND = "undertone ground of a run 1";

  final byte[] of; // hash of what the run started from
  final List<String> labels;
  final String way; // how sets are learned from
  final String net; // sizes of the networks
  final int foldsAsked;
  final int folds; // fewer where there were fewer groups
  final int members;
  final int components;
  final FeatureSpace space;
  final List<Known> clips; // of the run by row, then those of runs before that are gone

  /// A clip that networks may have learned from.
  ///
  /// @param fold the one whose networks never saw it
  /// @param told whether any network was told the label a curator settled
  /// @param like hash of its votes, what is settled and its features; empty = not in this run
  record Known(String id, String group, int fold, boolean told, String like) {}

  Ground(
      byte[] of,
      List<String> labels,
      String way,
      String net,
      int foldsAsked,
      int folds,
      int members,
      int components,
      FeatureSpace space,
      List<Known> clips) {
    this.of = of;
    this.labels = labels;
    this.way = way;
    this.net = net;
    this.foldsAsked = foldsAsked;
    this.folds = folds;
    this.members = members;
    this.components = components;
    this.space = space;
    this.clips = clips;
  }

  /// How a plan learns from candidate sets.
  static String way(RefinementPlan plan) {
    var learning = plan.learning();
    return "%s/%s/contrast %s%s"
        .formatted(
            learning.targets(),
            learning.loss(),
            learning.contrastWeight(),
            correcting(plan.detection()));
  }

  /// Usual rules are not named: runs from before there was a choice went by them.
  private static String correcting(RefinementPlan.Detecting detection) {
    var rules = detection.rules();
    return !detection.correcting()
        ? ""
        : rules.equals(CorrectionRules.USUAL) ? "/correcting" : "/correcting " + rules;
  }

  byte[] encode() {
    return Pieces.encode(out -> {
      Pieces.write(out, KIND);
      Pieces.write(out, of);
      out.writeInt(labels.size());
      for (var label : labels) {
        Pieces.write(out, label);
      }
      Pieces.write(out, way);
      Pieces.write(out, net);
      Pieces.write(out, new int[] {foldsAsked, folds, members, components});
      space.write(out);
      out.writeInt(clips.size());
      for (var clip : clips) {
        Pieces.write(out, clip.id());
        Pieces.write(out, clip.group());
        out.writeInt(clip.fold());
        out.writeBoolean(clip.told());
        Pieces.write(out, clip.like());
      }
    });
  }

  /// Nothing if the bytes are of another format or not whole.
  static Optional<Ground> decode(byte[] bytes) {
    return Pieces.decode(
        bytes,
        in -> {
          if (!Pieces.readText(in).equals(KIND)) {
            return Optional.empty();
          }
          var of = Pieces.readBytes(in);
          var labels = new ArrayList<String>();
          for (int left = in.readInt(); left > 0; left--) {
            labels.add(Pieces.readText(in));
          }
          var way = Pieces.readText(in);
          var net = Pieces.readText(in);
          var sizes = Pieces.readInts(in);
          var space = FeatureSpace.read(in);
          var clips = new ArrayList<Known>();
          for (int left = in.readInt(); left > 0; left--) {
            clips.add(
                new Known(
                    Pieces.readText(in),
                    Pieces.readText(in),
                    in.readInt(),
                    in.readBoolean(),
                    Pieces.readText(in)));
          }
          return Optional.of(
              new Ground(
                  of, labels, way, net, sizes[0], sizes[1], sizes[2], sizes[3], space, clips));
        });
  }
}
