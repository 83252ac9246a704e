package undertone.annotator.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.corpus.Guidelines;

/// The guidelines of a corpus as everybody with a part in it reads them.
@Service
@Transactional
public class GuidelineDesk {

  private final Rights rights;
  private final CurrentPerson person;
  private final Guidelines guidelines;

  GuidelineDesk(Rights rights, CurrentPerson person, Guidelines guidelines) {
    this.rights = rights;
    this.person = person;
    this.guidelines = guidelines;
  }

  /// The newest text for one reader.
  ///
  /// @param newest null if there is none yet
  /// @param lastRead newest revision the person has read, 0 if none
  /// @param changed whether the text changed since the person read an earlier one
  /// @param fresh paragraphs with lines that were not in the text the person read
  /// @param freshLines those lines, from 0
  /// @param gone lines of the text the person read that are no more
  public record Page(
      Guidelines.@Nullable Revision newest,
      int lastRead,
      boolean changed,
      List<String> fresh,
      List<Integer> freshLines,
      List<String> gone) {}

  /// A paragraph, heading or point of a text.
  ///
  /// @param fresh whether it has a line that is new to the reader
  public record Paragraph(String text, boolean fresh) {}

  @Transactional(readOnly = true)
  public Page page(CorpusId corpus) {
    rights.requirePart(corpus);
    var news = guidelines.news(corpus, person.account().id());
    var newest = news.newest();
    var fresh =
        newest == null
            ? List.<String>of()
            : paragraphs(newest.text(), news.freshLines()).stream()
                .filter(Paragraph::fresh)
                .map(Paragraph::text)
                .toList();
    return new Page(newest, news.lastRead(), news.changed(), fresh, news.freshLines(), news.gone());
  }

  /// Every text, newest first.
  @Transactional(readOnly = true)
  public List<Guidelines.Revision> revisions(CorpusId corpus) {
    rights.requirePart(corpus);
    return guidelines.all(corpus);
  }

  /// Remembers that the person has read a text: the newest, unless they saw an older one.
  ///
  /// @param revision the text they saw, null for the newest
  public void read(CorpusId corpus, @Nullable Integer revision) {
    int newest = rights.requirePart(corpus).guidelineRevision();
    int seen = revision == null ? newest : Math.min(revision, newest);
    if (seen > 0) {
      guidelines.read(corpus, person.account().id(), seen);
    }
  }

  /// Paragraphs, headings and points of a text, in order.
  ///
  /// @param freshLines lines of the text, from 0, that are new to the reader
  public static List<Paragraph> paragraphs(String text, List<Integer> freshLines) {
    var paragraphs = new ArrayList<Paragraph>();
    var piece = new ArrayList<String>();
    boolean fresh = false;
    var lines = text.lines().toList();
    for (int line = 0; line <= lines.size(); line++) {
      boolean end = line == lines.size() || lines.get(line).isBlank();
      if (!piece.isEmpty() && (end || lines.get(line).matches("\\s*[-*#].*"))) {
        paragraphs.add(new Paragraph(String.join("\n", piece).strip(), fresh));
        piece.clear();
        fresh = false;
      }
      if (!end) {
        piece.add(lines.get(line));
        fresh |= freshLines.contains(line);
      }
    }
    return paragraphs;
  }
}
