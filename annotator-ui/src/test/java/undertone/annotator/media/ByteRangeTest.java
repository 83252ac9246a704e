package undertone.annotator.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "bytes=90-, 90, 10",
    "bytes=90-1000, 90, 10",
    "bytes=-10, 90, 10",
    "bytes=-1000, 0, 100"
  })
  void one_range_is_honoured(String header, long first, long length) {
    assertThat(ByteRange.of(header, 100))
        .isEqualTo(new ByteRange.Wanted.Part(new ByteRange(first, length)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "bytes=0-1,3-4",
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "items=0-1",
        "bytes=99999999999999999999-",
        "bytes=0-0, 0-0, 0-0"
      })
  void what_is_no_single_range_gets_the_whole(String header) {
    assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Wanted.Whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=200-300", "bytes=-0"})
  void a_range_outside_the_file_gets_nothing(String header) {
    assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Wanted.Nothing());
  }

  @Test
  void an_empty_file_has_no_part() {
    assertThat(ByteRange.of("bytes=0-", 0)).isEqualTo(new ByteRange.Wanted.Nothing());
  }
}
