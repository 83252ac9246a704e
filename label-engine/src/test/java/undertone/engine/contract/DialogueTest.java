package undertone.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.manifest.ClipRow;

class DialogueTest {

  @Test
  void turns_come_in_order_and_speakers_are_numbered_as_they_appear() {
    var dialogues =
        Dialogue.of(
            List.of(
                SmallSet.row("b", "train", "one", 1, null),
                SmallSet.row("x", "train", "two", 0, null),
                SmallSet.row("a", "train", "one", 0, null),
                SmallSet.row("c", "train", "one", 10, null)));

    assertThat(dialogues).extracting(Dialogue::name).containsExactly("one", "two");
    assertThat(dialogues.getFirst().turns())
        .extracting(ClipRow::name)
        .containsExactly("a", "b", "c");
    assertThat(dialogues.getFirst().speakers()).containsExactly(0, 1, 0);
    assertThat(dialogues.getFirst().people()).isEqualTo(2);
  }

  @Test
  void items_of_similar_length_meet_and_each_comes_once() {
    var lengths = IntStream.range(0, 103).mapToObj(i -> 1 + i * 37 % 101).toList();

    var batches = LengthBuckets.of(lengths, 10, 3);

    assertThat(batches.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 103).boxed().toList());
    int padding = 0;
    for (var batch : batches) {
      int longest = batch.stream().mapToInt(lengths::get).max().orElseThrow();
      padding += batch.stream().mapToInt(i -> longest - lengths.get(i)).sum();
    }
    int all = lengths.stream().mapToInt(Integer::intValue).sum();
    assertThat(padding).isLessThan(all / 5);
    assertThat(LengthBuckets.of(lengths, 10, 3)).isEqualTo(batches);
    assertThat(LengthBuckets.of(lengths, 10, 4)).isNotEqualTo(batches);
  }
}
