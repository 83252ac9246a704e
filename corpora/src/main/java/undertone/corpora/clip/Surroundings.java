package undertone.corpora.clip;

import java.util.List;
import java.util.stream.Stream;
import undertone.corpora.ClipId;
import undertone.corpora.Context;

/// The turns of a conversation close to one of them, each side in order.
public record Surroundings(List<Clip> before, List<Clip> after) {

  private static final int MOST_BEFORE = 3;
  private static final int MOST_AFTER = 2;

  public Surroundings {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /// What of a conversation may stand beside one of its turns.
  ///
  /// @param conversation its turns in order
  public static Surroundings of(List<Clip> conversation, ClipId clip, Context context) {
    int here = conversation.stream().map(Clip::id).toList().indexOf(clip);
    int first = Math.max(0, here - MOST_BEFORE);
    int last = Math.min(conversation.size() - 1, here + MOST_AFTER);
    boolean alone = here < 0 || context == Context.NONE;
    return new Surroundings(
        alone ? List.of() : conversation.subList(first, here),
        alone || context == Context.BEFORE ? List.of() : conversation.subList(here + 1, last + 1));
  }

  /// The turns that a turn may have stood beside, wherever they lie.
  public static List<Clip> neighboursOf(List<Clip> conversation, ClipId clip) {
    int here = conversation.stream().map(Clip::id).toList().indexOf(clip);
    int first = Math.max(0, here - MOST_AFTER);
    int last = Math.min(conversation.size() - 1, here + MOST_BEFORE);
    return here < 0
        ? List.of()
        : conversation.subList(first, last + 1).stream()
            .filter(other -> !other.id().equals(clip))
            .toList();
  }

  public boolean holds(ClipId clip) {
    return turns().map(Clip::id).anyMatch(clip::equals);
  }

  /// All of them, in order.
  public Stream<Clip> turns() {
    return Stream.concat(before.stream(), after.stream());
  }
}
