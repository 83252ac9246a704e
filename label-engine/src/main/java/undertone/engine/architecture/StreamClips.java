package undertone.engine.architecture;

import java.util.List;
import java.util.stream.IntStream;

/// Clips as both streams take them, each under its place from 0.
interface StreamClips {

  int size();

  StreamForm form();

  /// Class, from 0.
  int label(int place);

  /// Whom halves and folds never cut.
  String speaker(int place);

  /// Mel bands over time `[T,32]`, at most [StreamForm#FRAMES]; without rows where there is no
  /// sound.
  float[][] map(int place);

  /// `[T,D]`, at most as many steps as the form says; without rows where nothing is known.
  float[][] sequence(int place);

  /// Places of all clips of a speaker.
  default List<Integer> of(String speaker) {
    return IntStream.range(0, size())
        .filter(place -> speaker(place).equals(speaker))
        .boxed()
        .toList();
  }
}
