package undertone.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import undertone.engine.contract.Normalisation.OfModality;

class NormalisationTest {
  @Test
  void a_scale_is_written_in_one_order_whatever_order_it_was_given_in() {
    var scale = new OfModality(List.of(1.0), List.of(2.0));
    var names = List.of("visual", "text", "audio");
    var given = new LinkedHashMap<String, OfModality>();
    var reversed = new LinkedHashMap<String, OfModality>();
    names.forEach(name -> given.put(name, scale));
    names.reversed().forEach(name -> reversed.put(name, scale));

    var written = new Normalisation(given).toString();

    assertThat(written).isEqualTo(new Normalisation(reversed).toString());
    assertThat(written).containsSubsequence("audio=", "text=", "visual=");
  }
}
