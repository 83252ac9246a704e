package undertone.annotator.labelling;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.annotator.media.MediaAddresses;
import undertone.corpora.LabelScheme;
import undertone.corpora.Modality;
import undertone.corpora.care.Wishes;
import undertone.corpora.clip.Clip;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Guidelines;
import undertone.corpora.corpus.Question;

/// What an annotator's desk needs before the first clip: the task, the labels, how far one is.
///
/// @param toured whether the annotator has been shown around
/// @param unreadAnswers answers to the annotator's comments they have not read yet
public record Desk(
    CorpusInfo corpus,
    GuidelineNews guidelines,
    SchemeInfo scheme,
    Progress progress,
    Settings settings,
    boolean toured,
    int unreadAnswers) {

  /// @param id number of the corpus, as text: browsers know no long numbers
  /// @param guidelines Markdown
  public record CorpusInfo(String id, String name, String guidelines) {}

  /// Which guidelines count, and what is new in them to this annotator.
  ///
  /// @param revision from 1 on; 0 while there are none
  /// @param lastRead newest revision the annotator has opened, 0 if none
  /// @param freshLines lines of the text, from 0, that were not in the one they opened
  /// @param gone lines of that one that are no more
  public record GuidelineNews(
      int revision, int lastRead, List<Integer> freshLines, List<String> gone) {}

  public record SchemeInfo(String name, int version, List<LabelInfo> labels) {}

  /// A label in the annotator's language.
  ///
  /// @param valence where it lies on the wheel, -1..1, if the scheme says so
  /// @param arousal -1..1
  /// @param examples clips that show what it means
  public record LabelInfo(
      String id,
      String name,
      String definition,
      String colour,
      String key,
      String glyph,
      @Nullable Double valence,
      @Nullable Double arousal,
      List<ExampleInfo> examples) {}

  /// A clip that shows what a label means; it is handed out to nobody.
  ///
  /// @param text what is said, or the text itself
  public record ExampleInfo(
      Modality modality,
      @Nullable String mediaUrl,
      @Nullable String posterUrl,
      @Nullable String text) {
    static ExampleInfo of(Clip clip) {
      var addresses = MediaAddresses.of(clip);
      return new ExampleInfo(
          clip.modality(), addresses.mediaUrl(), addresses.posterUrl(), clip.text().orElse(null));
    }
  }

  /// @param captionLanguage language a caption is taken to be in unless the annotator says
  ///   otherwise
  /// @param longestCaption in characters
  /// @param segments whether stretches of a clip are answered for
  /// @param rating whether valence and arousal of the whole clip are asked for
  /// @param traces whether valence and arousal are followed along a clip
  /// @param words whether words of one's own may be typed beside the labels
  /// @param breakMinutes minutes of work before this annotator is reminded of a break; 0 for never
  /// @param wordings whether wordings of others are offered: `OFF`, `AFTER_DRAFT` or `AT_ONCE`
  /// @param palette `FLAT` or `WHEEL`, what an annotator sees before choosing themselves
  public record Settings(
      String captionLanguage,
      int longestCaption,
      boolean segments,
      boolean rating,
      boolean traces,
      boolean words,
      int breakMinutes,
      String palette,
      String wordings) {}

  static Desk of(
      Corpus corpus,
      Guidelines.News news,
      LabelScheme scheme,
      Map<String, List<Clip>> examples,
      String language,
      Progress progress,
      Wishes wishes,
      boolean toured,
      int unreadAnswers) {
    var labels =
        scheme.labels().stream()
            .map(l ->
                new LabelInfo(
                    l.id(),
                    l.name(language),
                    l.definition(language),
                    l.colour(),
                    l.key(),
                    l.glyph(),
                    l.valence(),
                    l.arousal(),
                    examples.getOrDefault(l.id(), List.of()).stream()
                        .map(ExampleInfo::of)
                        .toList()))
            .toList();
    return new Desk(
        new CorpusInfo(corpus.id().toString(), corpus.name(), corpus.guidelines()),
        new GuidelineNews(
            corpus.guidelineRevision(), news.lastRead(), news.freshLines(), news.gone()),
        new SchemeInfo(scheme.name(), scheme.version(), labels),
        progress,
        new Settings(
            corpus.language(),
            Answer.LONGEST_CAPTION,
            corpus.questions().contains(Question.SEGMENTS),
            corpus.questions().contains(Question.RATING),
            corpus.questions().contains(Question.TRACES),
            corpus.questions().contains(Question.WORDS),
            wishes.breakMinutes(),
            corpus.palette().name(),
            corpus.wordingHelp().name()),
        toured,
        unreadAnswers);
  }
}
