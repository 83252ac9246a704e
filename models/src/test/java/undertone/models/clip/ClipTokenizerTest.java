package undertone.models.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import undertone.models.weights.UnreadableWeightsException;

class ClipTokenizerTest {
  private static final String MERGES =
      """
      #version: 0.2
      i n
      t h
      a n
      e r</w>
      h a
      ha pp
      p p
      th e</w>
      f a
      fa c
      fac e</w>
      """;
  private static final int FIRST = 512; // id of the first merge
  private static final int START = FIRST + 11;
  private static final int END = START + 1;

  private static ClipTokenizer tokenizer() throws IOException {
    return ClipTokenizer.read(new ByteArrayInputStream(MERGES.getBytes(StandardCharsets.UTF_8)));
  }

  /// A printable character, alone or at the end of a word.
  private static int letter(char letter, boolean last) {
    return letter - '!' + (last ? 256 : 0);
  }

  private static int[] filled(int... tokens) {
    return Arrays.copyOf(tokens, 12);
  }

  @Test
  void pairs_are_joined_in_the_order_of_the_list() throws IOException {
    var tokens = tokenizer().encode("The face", 12);

    assertThat(tokens).containsExactly(filled(START, FIRST + 7, FIRST + 10, END));
  }

  @Test
  void what_no_merge_joins_stays_letters_and_the_last_one_knows_it() throws IOException {
    var tokens = tokenizer().encode("happy  thin,", 12);

    // "ha pp" stands before "p p" in the list but must wait until there is a "pp"
    assertThat(tokens)
        .containsExactly(
            filled(
                START,
                FIRST + 5,
                letter('y', true),
                FIRST + 1,
                letter('i', false),
                letter('n', true),
                letter(',', true),
                END));
  }

  @Test
  void bytes_stand_for_letters_beyond_ascii_and_words_for_themselves() throws IOException {
    var tokens = tokenizer().encode("é 7 she's", 12);

    // é is C3 A9: the 131st and 106th of the printable bytes
    assertThat(tokens)
        .containsExactly(
            filled(
                START,
                94 + 12 + (0xc3 - 0xae),
                256 + 94 + (0xa9 - 0xa1),
                letter('7', true),
                letter('s', false),
                letter('h', false),
                letter('e', true),
                letter('\'', false),
                letter('s', true),
                END));
  }

  @Test
  void a_text_that_is_too_long_is_cut_and_ended() throws IOException {
    var tokens = tokenizer().encode("the the the the the", 4);

    assertThat(tokens).containsExactly(START, FIRST + 7, FIRST + 7, END);
    assertThat(tokenizer().encode("", 3)).containsExactly(START, END, 0);
  }

  @Test
  void a_packed_list_is_the_same_list() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(MERGES.getBytes(StandardCharsets.UTF_8));
    }

    var tokenizer = ClipTokenizer.read(new ByteArrayInputStream(packed.toByteArray()));

    assertThat(tokenizer.vocabulary()).isEqualTo(END + 1).isEqualTo(tokenizer().vocabulary());
    assertThat(tokenizer.encode("the face", 9)).isEqualTo(tokenizer().encode("the face", 9));
  }

  @Test
  void a_packed_list_that_is_torn_or_unfolds_without_end_is_refused() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      for (int megabyte = 0; megabyte < 20; megabyte++) {
        out.write(new byte[1 << 20]);
      }
    }
    var bomb = packed.toByteArray();

    assertThatThrownBy(() -> ClipTokenizer.read(new ByteArrayInputStream(bomb)))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessage("A list of merges has at most 16 MB; this one is longer.");
    assertThatThrownBy(() -> ClipTokenizer.read(new ByteArrayInputStream(bomb, 0, 2000)))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("cannot be unpacked");
  }

  @Test
  void what_is_no_list_of_pairs_is_refused() {
    for (var wrong : new String[] {"#v\na b c\n", "#v\nab\n", "#v\n" + "a".repeat(500) + " b\n"}) {
      assertThatThrownBy(() ->
              ClipTokenizer.read(new ByteArrayInputStream(wrong.getBytes(StandardCharsets.UTF_8))))
          .isInstanceOf(UnreadableWeightsException.class)
          .hasMessageContaining("is no pair");
    }
  }
}
