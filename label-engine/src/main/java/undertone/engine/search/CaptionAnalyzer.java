package undertone.engine.search;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Words of a text, whichever language or both it is in: English words without their endings,
/// Chinese characters alone and in pairs.
final class CaptionAnalyzer extends Analyzer {
  // Characters that are in nearly every Chinese sentence and say nothing alone.
  private static final CharArraySet STOPS = stops();

  // Joiners and marks of direction that come with pasted text; nobody sees them, and nobody types
  // them.
  private static final NormalizeCharMap UNSEEN = unseen();

  private static NormalizeCharMap unseen() {
    var map = new NormalizeCharMap.Builder();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      if (Character.getType(c) == Character.FORMAT) {
        map.add(Character.toString(c), "");
      }
    }
    return map.build();
  }

  private static CharArraySet stops() {
    var stops = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
    stops.addAll(List.of("的", "了", "在", "是", "和", "着", "与", "也", "就", "都", "而", "及", "这", "那"));
    return CharArraySet.unmodifiableSet(stops);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    var words = new StandardTokenizer();
    var pairs =
        new CJKBigramFilter(
            new LowerCaseFilter(new CJKWidthFilter(new EnglishPossessiveFilter(words))),
            CJKBigramFilter.HAN,
            true);
    return new TokenStreamComponents(words, new PorterStemFilter(new StopFilter(pairs, STOPS)));
  }

  @Override
  protected Reader initReader(String field, Reader reader) {
    return new MappingCharFilter(UNSEEN, reader);
  }

  /// The words of a text, each once, in order.
  Collection<String> words(String text) {
    var words = new LinkedHashSet<String>();
    try (var stream = tokenStream("", text)) {
      var word = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(word.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("Bug: a text in memory could not be read.", e);
    }
    return words;
  }
}
