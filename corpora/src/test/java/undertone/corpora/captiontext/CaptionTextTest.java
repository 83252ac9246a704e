package undertone.corpora.captiontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;

class CaptionTextTest {
  private static final Place GLOBAL = new Place(CaptionLevel.GLOBAL, null);
  private static final Place SUMMARY = new Place(CaptionLevel.SUMMARY, null);

  @Test
  void an_english_caption_falls_into_its_levels() {
    var parts =
        CaptionText.split(
            "A young woman is visibly shaken and close to breaking down. Her inner brows are pulled"
                + " up and together. Her eyelids droop and her gaze drops to the floor. The lower lip"
                + " trembles. Her voice falters twice. Overall, the raised inner brows and the"
                + " trembling lip speak of deep sadness.");

    assertThat(parts)
        .extracting(CaptionPart::place)
        .containsExactly(
            GLOBAL,
            local(Region.BROWS),
            local(Region.EYES),
            local(Region.MOUTH),
            local(Region.OTHER),
            SUMMARY);
  }

  @Test
  void a_chinese_caption_falls_into_its_levels() {
    var parts = CaptionText.split("一位中年男性显得十分激动。他眉头紧锁，眼睛瞪得很大，嘴角向下。说话时语速很快。总的来说，他的表情和语气都流露出强烈的愤怒。");

    assertThat(parts)
        .containsExactly(
            new CaptionPart(GLOBAL, "一位中年男性显得十分激动。"),
            new CaptionPart(local(Region.BROWS), "他眉头紧锁，"),
            new CaptionPart(local(Region.EYES), "眼睛瞪得很大，"),
            new CaptionPart(local(Region.MOUTH), "嘴角向下。"),
            new CaptionPart(local(Region.OTHER), "说话时语速很快。"),
            new CaptionPart(SUMMARY, "总的来说，他的表情和语气都流露出强烈的愤怒。"));
  }

  @Test
  void a_sentence_on_several_regions_is_cut_into_clauses() {
    assertThat(
            CaptionText.split(
                "He waits at the door. His brows rise, his eyes widen and his jaw drops. Nobody"
                    + " comes."))
        .containsExactly(
            new CaptionPart(GLOBAL, "He waits at the door."),
            new CaptionPart(local(Region.BROWS), "His brows rise,"),
            new CaptionPart(local(Region.EYES), "his eyes widen"),
            new CaptionPart(local(Region.JAW), "and his jaw drops."),
            new CaptionPart(SUMMARY, "Nobody comes."));
  }

  @Test
  void the_last_sentence_sums_up_only_if_it_is_not_just_about_a_region() {
    assertThat(CaptionText.split("He listens closely. His chin is lifted.").getLast().place())
        .isEqualTo(local(Region.JAW));
    assertThat(CaptionText.split("He listens closely. He seems proud.").getLast().place())
        .isEqualTo(SUMMARY);
    assertThat(CaptionText.split("他在听。他的下巴抬起。").getLast().place()).isEqualTo(local(Region.JAW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "She looks content. | GLOBAL",
        "Overall she looks content. | GLOBAL",
        "Her nostrils flare. | LOCAL",
        "Overall, her flared nostrils and tight lips show anger. | SUMMARY",
        "他很平静。 | GLOBAL",
        "他的鼻孔张大。 | LOCAL",
      })
  void a_single_sentence_has_one_level(String sentence, CaptionLevel level) {
    assertThat(CaptionText.split(sentence))
        .extracting(part -> part.place().level())
        .containsExactly(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Her eyebrows are level | BROWS",
        "The eyelids droop | EYES",
        "His forehead is creased | BROWS",
        "A smirk appears | MOUTH",
        "She nods | HEAD",
        "她点头 | HEAD",
        "她的额头有皱纹 | BROWS",
        "泪水流下 | EYES",
      })
  void words_show_the_region(String text, Region region) {
    assertThat(CaptionText.regions(text)).containsExactly(region);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The clip begins in China",
        "He slips on the tiles",
        "The camera moves ahead",
        "视频的开头是室内",
        "镜头拉近",
        "她的头发很长",
      })
  void words_that_only_look_like_cues_show_none(String text) {
    assertThat(CaptionText.regions(text)).isEmpty();
  }

  @Test
  void every_word_of_a_caption_is_in_one_part() {
    for (var caption :
        List.of(
            "He is angry, really angry. Brows low, eyes narrow; lips pressed, jaw set, and nostrils"
                + " wide. It is anger.",
            "她很害怕。眉毛上扬，眼睛睁大，嘴巴微张，身体向后缩。因此她处于恐惧之中。")) {
      var words =
          String.join("", CaptionText.split(caption).stream().map(CaptionPart::text).toList());

      assertThat(words.replace(" ", "")).isEqualTo(caption.replace(" ", ""));
    }
  }

  @Test
  void what_an_annotator_keeps_has_one_text_at_each_place() {
    var kept =
        CaptionText.structured(
            "Her lips part. A man waits. Her lips close again. Overall he is calm.");

    assertThat(kept)
        .containsEntry(local(Region.MOUTH), "Her lips part. Her lips close again.")
        .containsEntry(local(Region.OTHER), "A man waits.")
        .containsEntry(SUMMARY, "Overall he is calm.")
        .hasSize(3);
    assertThat(kept.keySet()).last().isEqualTo(SUMMARY);
  }

  @Test
  void words_for_emotions_can_be_taken_out_and_all_else_stays() {
    assertThat(CaptionText.withoutEmotions("Furious, he shouts; then calm again."))
        .isEqualTo(", he shouts; then  again.");
    assertThat(CaptionText.withoutEmotions("她很高兴，嘴角上扬。")).isEqualTo("她很，嘴角上扬。");
    assertThat(CaptionText.withoutEmotions("Brows lowered.")).isEqualTo("Brows lowered.");
  }

  @Test
  void emotions_are_families_in_both_languages() {
    assertThat(CaptionText.emotions("cheerful yet anxious")).containsExactly("happiness", "worry");
    assertThat(CaptionText.emotions("高兴而担忧")).containsExactly("happiness", "worry");
    assertThat(CaptionText.emotions("the gladiator sadlers")).isEmpty();
  }

  @Test
  void a_lexicon_that_contradicts_itself_is_refused() {
    assertThatThrownBy(() -> CueWords.parse("cues.txt", "A: one\nB: one"))
        .hasMessageContaining("cues.txt, line 2")
        .hasMessageContaining("one");
  }

  private static Place local(Region region) {
    return new Place(CaptionLevel.LOCAL, region);
  }

  @Test
  void a_part_reads_as_a_sentence_of_its_own() {
    assertThat(CaptionText.sentence("and the mouth falls open."))
        .isEqualTo("The mouth falls open.");
    assertThat(CaptionText.sentence("the eyes are wide open")).isEqualTo("The eyes are wide open.");
    assertThat(CaptionText.sentence("Wrinkles run up the nose,"))
        .isEqualTo("Wrinkles run up the nose.");
    assertThat(CaptionText.sentence("Android faces stare!")).isEqualTo("Android faces stare!");
    assertThat(CaptionText.sentence("但嘴角下垂，")).isEqualTo("嘴角下垂。");
    assertThat(CaptionText.sentence("眉头紧皱。")).isEqualTo("眉头紧皱。");
    assertThat(CaptionText.sentence(" , ")).isEqualTo(",");
  }
}
