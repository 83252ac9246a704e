package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import undertone.corpora.Modality;

class SentenceEmbeddingTest {
  private static final SentenceEmbedding ENGLISH = SentenceEmbedding.english();
  private static final SentenceEmbedding CHINESE = SentenceEmbedding.chinese();

  /// A sentence, one that says the same, one that says something else.
  private static final String[][] TRIPLES = {
    {"I am so happy today", "Today I feel great joy", "The train leaves at nine"},
    {"She is furious with him", "He made her very angry", "The soup needs more salt"},
    {"I miss my grandmother", "I long to see my granny again", "The printer is out of paper"},
    {"That noise scared me", "I was frightened by the sound", "We painted the fence white"},
    {"What a surprise to see you", "I did not expect you here", "Milk is sold by the litre"},
    {"This food is disgusting", "The meal tastes revolting", "He plays chess on Sundays"},
    {"I cannot stand waiting", "Waiting drives me mad", "Her bicycle is blue"},
    {"We won the game", "Our team was victorious", "The lamp hangs over the desk"},
    {"He lost his job yesterday", "Yesterday he was fired", "Penguins live in the south"},
    {"Please calm down", "Try to relax", "The bridge was built in 1890"},
    {"I am afraid of dogs", "Dogs frighten me", "Copper conducts electricity"},
    {"The baby is crying", "The infant weeps", "This novel has ten chapters"},
    {"Thank you for your help", "I am grateful that you helped", "It rains in the mountains"},
    {"I am bored to death", "This is terribly dull", "The shop closes at six"},
    {"She smiled at the child", "She gave the kid a smile", "The engine needs oil"},
    {"He is ashamed of his lie", "He feels guilty for lying", "Rome lies on the Tiber"},
    {"They are in love", "The couple adore each other", "The parcel weighs two kilos"},
    {"I am proud of you", "You make me proud", "The file is too large"},
    {"The exam makes me nervous", "I am anxious about the test", "Bees make honey"},
    {"I do not care at all", "It makes no difference to me", "The roof is made of tin"},
  };

  private static final String[][] CHINESE_TRIPLES = {
    {"我今天非常高兴", "今天我很开心", "火车九点出发"},
    {"她对他很生气", "他把她惹怒了", "汤里要多放盐"},
    {"我很害怕狗", "狗让我感到恐惧", "这座桥建于一八九零年"},
    {"他昨天失业了", "他昨天被公司解雇了", "这本小说有十章"},
    {"考试让我很紧张", "我对考试感到焦虑", "蜜蜂会酿蜜"},
  };

  @Test
  void sentences_that_say_the_same_lie_closer_than_others() {
    int right = 0;
    for (var triple : TRIPLES) {
      var sentence = of(triple[0]);
      right += cosine(sentence, of(triple[1])) > cosine(sentence, of(triple[2])) ? 1 : 0;
    }

    assertThat(right).isGreaterThanOrEqualTo(18);
  }

  @Test
  void chinese_sentences_that_say_the_same_lie_closer_than_others() {
    int right = 0;
    for (var triple : CHINESE_TRIPLES) {
      var sentence = chinese(triple[0]);
      right += cosine(sentence, chinese(triple[1])) > cosine(sentence, chinese(triple[2])) ? 1 : 0;
    }

    assertThat(right).isEqualTo(CHINESE_TRIPLES.length);
  }

  @Test
  void a_sentence_has_unit_length_and_always_the_same_bits() {
    var sentence = of("I am so happy today");

    assertThat(sentence).hasSize(ENGLISH.dim());
    assertThat(cosine(sentence, sentence)).isCloseTo(1, Offset.offset(1e-4));
    assertThat(of("I am so happy today")).containsExactly(sentence);
  }

  @Test
  void words_of_another_language_are_left_to_others() {
    assertThat(ENGLISH.supports(ClipSource.ofText("ada", "yes"))).isTrue();
    assertThat(ENGLISH.supports(said("yes", "en-GB"))).isTrue();
    assertThat(ENGLISH.supports(said("好", "zh"))).isFalse();
    assertThat(CHINESE.supports(said("好", "zh-CN"))).isTrue();
    assertThat(CHINESE.supports(ClipSource.ofText("ada", "yes"))).isFalse();
  }

  private static float[] chinese(String text) {
    return CHINESE.extract(said(text, "zh")).orElseThrow();
  }

  private static ClipSource said(String text, String language) {
    return new ClipSource("ada", Modality.TEXT, null, null, text, language);
  }

  private static float[] of(String text) {
    return ENGLISH.extract(ClipSource.ofText("ada", text)).orElseThrow();
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int d = 0; d < one.length; d++) {
      product += (double) one[d] * other[d];
      first += (double) one[d] * one[d];
      second += (double) other[d] * other[d];
    }
    return product / Math.sqrt(first * second);
  }
}
