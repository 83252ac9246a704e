package undertone.annotator.library;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  /// @param fresh paragraphs that were not in the text the person read
  public record Page(
      Guidelines.@Nullable Revision newest, int lastRead, boolean changed, List<String> fresh) {}

  @Transactional(readOnly = true)
  public Page page(CorpusId corpus) {
    rights.requirePart(corpus);
    var all = guidelines.all(corpus);
    int lastRead = guidelines.lastRead(corpus, person.account().id());
    if (all.isEmpty()) {
      return new Page(null, lastRead, false, List.of());
    }
    var newest = all.getFirst();
    boolean changed = lastRead > 0 && lastRead < newest.revision();
    Set<String> known = new HashSet<>();
    all.stream()
        .filter(r -> r.revision() == lastRead)
        .forEach(r -> known.addAll(paragraphs(r.text())));
    var fresh =
        changed
            ? paragraphs(newest.text()).stream().filter(p -> !known.contains(p)).toList()
            : List.<String>of();
    return new Page(newest, lastRead, changed, fresh);
  }

  /// Every text, newest first.
  @Transactional(readOnly = true)
  public List<Guidelines.Revision> revisions(CorpusId corpus) {
    rights.requirePart(corpus);
    return guidelines.all(corpus);
  }

  /// Remembers that the person has read the newest text.
  public void read(CorpusId corpus) {
    rights.requirePart(corpus);
    guidelines
        .newest(corpus)
        .ifPresent(r -> guidelines.read(corpus, person.account().id(), r.revision()));
  }

  /// Paragraphs, headings and points of a text, in order.
  public static List<String> paragraphs(String text) {
    return Arrays.stream(text.split("\\R\\s*\\R|\\R(?=\\s*[-*#])"))
        .map(String::strip)
        .filter(p -> !p.isEmpty())
        .toList();
  }
}
