package undertone.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import undertone.models.nas.Derivation;
import undertone.models.nas.Genotype;
import undertone.models.nas.Operation;

class CellPictureTest {
  private static Genotype drawn() {
    var random = new SplittableRandom(7);
    var operations = List.of(Operation.values());
    return Genotype.of(
        7,
        1,
        true,
        new Genotype.Streams(
            Derivation.drawnCnn(operations, 2, random), Derivation.drawnRnn(3, random)),
        "gate",
        new Genotype.Search(1, 1));
  }

  @Test
  void a_picture_shows_the_edges_that_were_kept_and_no_others() throws Exception {
    var structure = drawn();

    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    CellPicture.svg(structure).getBytes(StandardCharsets.UTF_8)));

    assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(4 + 4 + 3);
    assertThat(picture.getElementsByTagName("circle").getLength()).isEqualTo(4 + 4 + 4);
    var texts = picture.getDocumentElement().getTextContent();
    var cnn = Objects.requireNonNull(structure.streams().handcrafted());
    assertThat(cnn.normal())
        .allSatisfy(edge ->
            assertThat(texts)
                .contains(edge.op() + String.format(Locale.ROOT, " %.2f", edge.weight())));
  }

  @Test
  void nothing_lies_outside_of_the_picture_not_even_the_label_of_the_longest_way()
      throws Exception {
    var edges =
        List.of(
            new Genotype.Edge(2, 0, "skip_connect", .2),
            new Genotype.Edge(2, 1, "skip_connect", .2),
            new Genotype.Edge(3, 0, "sep_conv_3x3", .2),
            new Genotype.Edge(3, 1, "skip_connect", .2));
    var cells = new Genotype.Cnn(edges, edges, List.of(2, 3));
    var structure =
        Genotype.of(
            1, 1, true, new Genotype.Streams(cells, null), "gate", new Genotype.Search(1, 1));

    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    CellPicture.svg(structure).getBytes(StandardCharsets.UTF_8)));

    var frame = picture.getDocumentElement().getAttribute("viewBox");
    int height = Integer.parseInt(frame.substring(frame.lastIndexOf(' ') + 1));
    var texts = picture.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      var text = (Element) texts.item(i);
      assertThat(Integer.parseInt(text.getAttribute("y")))
          .as(text.getTextContent())
          .isBetween(12, height - 4);
    }
  }

  @Test
  void a_way_with_more_weight_is_a_thicker_line() throws Exception {
    var edges =
        List.of(
            new Genotype.Edge(1, 0, "tanh", .9),
            new Genotype.Edge(2, 1, "relu", .3),
            new Genotype.Edge(3, 1, "identity", .3));
    var structure =
        Genotype.of(
            1,
            1,
            true,
            new Genotype.Streams(null, new Genotype.Rnn(edges, List.of(1, 2, 3))),
            "gate",
            new Genotype.Search(1, 1));

    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    CellPicture.svg(structure).getBytes(StandardCharsets.UTF_8)));

    var lines = picture.getElementsByTagName("path");
    assertThat(thickness((Element) lines.item(0)))
        .isGreaterThan(thickness((Element) lines.item(1)));
    assertThat(lines.getLength()).isEqualTo(3);
  }

  private static double thickness(Element line) {
    return Double.parseDouble(line.getAttribute("stroke-width"));
  }

  @Test
  void in_words_each_way_is_a_line() {
    var words = CellPicture.words(drawn());

    assertThat(words.lines().filter(line -> line.contains("->"))).hasSize(4 + 4 + 3);
    assertThat(words).contains("next state: mean of nodes 1, 2, 3");
  }
}
