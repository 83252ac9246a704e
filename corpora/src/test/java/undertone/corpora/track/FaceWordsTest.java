package undertone.corpora.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.corpora.VoterId;
import undertone.corpora.track.FaceWords.Verdict;

class FaceWordsTest {
  private static final VoterId SOMEBODY = new VoterId(7);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "She smiles broadly.|FITS",
        "他微笑着点头。|FITS",
        "A frown crosses his face.|AGAINST",
        "她皱着眉头。|AGAINST",
        "He does not smile.|AGAINST",
        "他没有笑。|AGAINST",
        "Nothing in his voice, but a grin|FITS",
        "He never looks up, then smiles|FITS",
        "The corners of her mouth are slightly turned up|FITS",
        "他的嘴角微微上扬。|FITS",
        "His eyebrows are slightly furrowed.|AGAINST",
        "眉头微微皱起|AGAINST",
      })
  void a_word_of_a_caption_fits_what_the_face_shows_or_does_not(String caption, Verdict verdict) {
    var seen = FaceWords.in(caption, face(track(12, 0, .9, .9, .8), track(4, 0, .1, 0, .1)));

    assertThat(seen).singleElement().extracting(FaceWords.Seen::verdict).isEqualTo(verdict);
  }

  @Test
  void the_moment_at_which_it_is_clearest_is_told() {
    var seen = FaceWords.in("a smile", face(track(12, .1, .8, .9, .8, .2)));

    assertThat(seen)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.word()).isEqualTo("smile");
          assertThat(one.at()).isEqualTo(2);
          assertThat(one.units()).containsExactly(12);
          assertThat(one.clearest()).isEqualTo(.8f);
          assertThat(one.atMicros()).isEqualTo(80_000);
          assertThat(one.by()).isEqualTo(SOMEBODY);
        });
  }

  @Test
  void a_word_is_told_as_the_caption_writes_it() {
    var seen = FaceWords.in("Then His eyebrows are slightly Furrowed.", face(track(4, 0, 0, 0)));

    assertThat(seen)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.word()).isEqualTo("eyebrows are slightly Furrowed");
          assertThat(one.at()).isEqualTo(9);
        });
  }

  @Test
  void units_that_make_a_word_together_must_be_seen_together() {
    var apart = face(track(1, .9, .9, .9, 0, 0, 0), track(2, 0, 0, 0, .9, .9, .9));
    var together = face(track(1, 0, .9, .9, .9), track(2, 0, .7, .7, .7));

    assertThat(FaceWords.in("raised eyebrows", apart).getFirst().verdict())
        .isEqualTo(Verdict.AGAINST);
    assertThat(FaceWords.in("raised eyebrows", together).getFirst().clearest()).isEqualTo(.7f);
  }

  @Test
  void one_frame_that_flickers_is_no_smile() {
    var seen = FaceWords.in("a smile", face(track(12, 0, 0, 1, 0, 0)));

    assertThat(seen).singleElement().extracting(FaceWords.Seen::verdict).isEqualTo(Verdict.AGAINST);
  }

  @Test
  void a_hint_is_neither_for_nor_against() {
    var seen = FaceWords.in("a smile", face(track(12, .3, .4, .4)));

    assertThat(seen).singleElement().extracting(FaceWords.Seen::verdict).isEqualTo(Verdict.UNCLEAR);
  }

  @Test
  void frames_without_a_face_show_nothing() {
    var seen = FaceWords.in("a smile", face(track(12, Double.NaN, .1, Double.NaN)));

    assertThat(seen).singleElement().extracting(FaceWords.Seen::clearest).isEqualTo(0.0);
  }

  @Test
  void what_nobody_follows_gets_no_verdict() {
    assertThat(FaceWords.in("a frown", face(track(12, 1, 1, 1)))).isEmpty();
    assertThat(FaceWords.in("a smile", List.of())).isEmpty();
    assertThat(FaceWords.in("he speaks loudly", face(track(12, 1, 1, 1)))).isEmpty();
  }

  private static List<FrameTracks.Followed> face(FrameTrack... tracks) {
    return List.of(new FrameTracks.Followed(SOMEBODY, List.of(tracks)));
  }

  /// A frame every 40 ms.
  private static FrameTrack track(int unit, double... values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new FrameTrack(
        Measure.unit(unit),
        IntStream.range(0, values.length).mapToLong(i -> i * 40_000L).toArray(),
        floats);
  }
}
