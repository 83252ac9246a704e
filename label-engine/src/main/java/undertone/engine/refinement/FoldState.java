package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the networks of one fold have learned; a piece beside its [FoldVerdict].
///
/// @param members one per network
record FoldState(List<NetworkState> members) {
  private static final String KIND = "undertone networks of a fold 1";

  FoldState {
    members = List.copyOf(members);
  }

  static String piece(int fold) {
    return "fold-%d.state".formatted(fold + 1);
  }

  /// @param of hash of what the run started from, as in [Ground]
  byte[] encode(byte[] of) {
    return Pieces.encode(out -> {
      Pieces.write(out, KIND);
      Pieces.write(out, of);
      out.writeInt(members.size());
      for (var member : members) {
        member.write(out);
      }
    });
  }

  /// Nothing if the bytes are of another run, another format or not whole.
  static Optional<FoldState> decode(byte[] bytes, byte[] of) {
    return Pieces.decode(
        bytes,
        in -> {
          if (!Pieces.readText(in).equals(KIND) || !Arrays.equals(Pieces.readBytes(in), of)) {
            return Optional.empty();
          }
          var members = new ArrayList<NetworkState>();
          for (int left = in.readInt(); left > 0; left--) {
            members.add(NetworkState.read(in));
          }
          return Optional.of(new FoldState(members));
        });
  }
}
