package undertone.corpora.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import undertone.corpora.InvalidValueException;

class TraceCsvTest {

  @Test
  void a_table_becomes_a_trace_of_each_dimension() {
    var traces = TraceCsv.read("time,valence,arousal\n0,0.1,-0.2\n0.5,0.3,0\n");

    assertThat(traces)
        .containsExactly(
            new Trace(Axis.VALENCE, new long[] {0, 500_000}, new float[] {0.1f, 0.3f}),
            new Trace(Axis.AROUSAL, new long[] {0, 500_000}, new float[] {-0.2f, 0}));
  }

  @Test
  void columns_may_come_in_any_order_and_cells_may_be_empty() {
    var traces = TraceCsv.read("\uFEFFArousal, Time \r\n0.5,0\r\n,0.2\r\n0.7,0.4\r\n");

    assertThat(traces)
        .containsExactly(
            new Trace(Axis.AROUSAL, new long[] {0, 400_000}, new float[] {0.5f, 0.7f}));
  }

  @Test
  void what_is_no_such_table_is_refused_in_plain_words() {
    for (var text :
        new String[] {
          "", "valence\n0", "time\n0", "time,valence\n0,\"", "a,a\n1,2", "time,,valence\n0,,0"
        }) {
      assertThatThrownBy(() -> TraceCsv.read(text))
          .as(text)
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("column time");
    }
    assertThatThrownBy(() -> TraceCsv.read("time,valence\n0,0\n1,high"))
        .hasMessage("Row 2 of the table has \"high\" where valence should be a number.");
    assertThatThrownBy(() -> TraceCsv.read("time,valence\n1,0\n0,0"))
        .hasMessageContaining("rise from 0");
    assertThatThrownBy(() -> TraceCsv.read("time,valence\n1,2")).hasMessageContaining("-1..1");
  }
}
