package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;

class CaptionLessonsTest {
  private static final Place SUMMARY = new Place(CaptionLevel.SUMMARY, null);
  private static final Place MOUTH = new Place(CaptionLevel.LOCAL, Region.MOUTH);

  @Test
  void a_free_caption_is_split_and_what_was_written_at_a_place_goes_before_it() {
    var lessons =
        CaptionLessons.of(
            List.of(
                new CaptionLessons.Written(
                    7,
                    Map.of(
                        Place.FREE,
                        "She is tense. Her lips are pressed together. Overall she looks afraid.",
                        MOUTH,
                        "The lips tremble."))));

    var caption = lessons.captions().getFirst();
    assertThat(caption.clip()).isEqualTo(7);
    assertThat(lessons.sentences().get(caption.global())).isEqualTo("She is tense.");
    assertThat(lessons.sentences().get(caption.summary())).isEqualTo("Overall she looks afraid.");
    assertThat(caption.locals())
        .extracting(local -> lessons.sentences().get(local.sentence()))
        .containsExactly("The lips tremble.");
  }

  @Test
  void the_same_words_have_one_number_so_that_they_are_no_contrast_to_each_other() {
    var written = Map.of(SUMMARY, "Sad.");
    var lessons =
        CaptionLessons.of(
            List.of(
                new CaptionLessons.Written(0, written), new CaptionLessons.Written(1, written)));

    assertThat(lessons.sentences()).containsExactly("Sad.");
    assertThat(lessons.captions()).extracting(CaptionedClip::summary).containsExactly(0, 0);
  }

  @Test
  void a_caption_of_blanks_teaches_nothing() {
    var lessons = CaptionLessons.of(List.of(new CaptionLessons.Written(0, Map.of(SUMMARY, "  "))));

    assertThat(lessons.captions()).isEmpty();
  }
}
