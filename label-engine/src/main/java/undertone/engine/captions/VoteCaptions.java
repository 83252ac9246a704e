package undertone.engine.captions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import undertone.corpora.caption.Region;
import undertone.corpora.captiontext.CaptionText;

/// Words for what people voted: captions of clips that nobody described, composed of templates.
///
/// The reading most people chose stands first, and how many did is said by words of degree; what
/// fewer chose follows, strongest first. Local sentences say what faces of that reading usually
/// show, not what was seen on this one: nobody was asked.
///
/// English only. The templates are ours.
public final class VoteCaptions {
  private static final int FEW_PEOPLE = 2; // of whom agreement says nothing yet
  private static final double ALL = .9;
  private static final double MOST = .7;
  private static final double HALF = .5;
  private static final double MUCH = .3;
  private static final double SOME = .2;
  private static final double LEAST = .1; // share of people below which a reading is not told
  private static final int OTHERS = 2; // readings told beside the first
  private static final int CUES = 2; // of a summary

  private final PromptBook book;
  private final Map<String, List<String>> how = new LinkedHashMap<>();
  private final Map<String, List<String>> trace = new LinkedHashMap<>();
  private final Map<String, List<String>> templates = new LinkedHashMap<>();

  /// A caption by level.
  ///
  /// @param locals by the region they look at; may be empty
  public record Told(String global, String summary, List<Local> locals) {
    public Told {
      locals = List.copyOf(locals);
    }
  }

  /// One sentence about one region.
  public record Local(Region region, String sentence) {}

  private record Reading(String label, double share) {}

  private VoteCaptions(PromptBook book, Map<?, ?> file) {
    this.book = book;
    WordFile.map(file.get("how"))
        .forEach((degree, words) -> how.put(String.valueOf(degree), WordFile.words(words)));
    WordFile.map(file.get("trace"))
        .forEach((degree, words) -> trace.put(String.valueOf(degree), WordFile.words(words)));
    for (var level : List.of("global", "beside", "summary", "bare", "local")) {
      templates.put(level, WordFile.words(file.get(level)));
    }
  }

  public static VoteCaptions english() {
    return new VoteCaptions(PromptBook.english(), WordFile.read("votes_en.yaml"));
  }

  /// Templates of a level: `global`, `beside` (follows a global sentence), `summary`, `bare` (a
  /// summary of a label without known looks) or `local`.
  List<String> templates(String level) {
    return templates.getOrDefault(level, List.of());
  }

  /// The label most people chose; of equals the first. Empty where nobody chose any.
  public static String first(Map<String, Integer> votes) {
    return votes.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /// A caption; none where nobody voted, or more could not tell than chose any one label.
  ///
  /// @param votes people by label; of equals the first stands first
  /// @param unable people who could not tell
  /// @param random draws the words; equal states draw equal words
  public Optional<Told> of(Map<String, Integer> votes, int unable, SplittableRandom random) {
    int people = unable + votes.values().stream().mapToInt(Integer::intValue).sum();
    var readings =
        votes.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> new Reading(entry.getKey(), (double) entry.getValue() / people))
            .sorted(Comparator.comparingDouble(Reading::share).reversed())
            .toList();
    if (readings.isEmpty() || unable > readings.getFirst().share() * people) {
      return Optional.empty();
    }
    var first = readings.getFirst();
    var others =
        readings.stream()
            .skip(1)
            .filter(reading -> reading.share() >= LEAST)
            .limit(OTHERS)
            .toList();
    return Optional.of(
        new Told(
            global(first, others, people, random),
            summary(first, random),
            locals(first, others, random)));
  }

  private String global(Reading first, List<Reading> others, int people, SplittableRandom random) {
    var sentence =
        new StringBuilder(
            one(templates("global"), random)
                .replace("{how}", one(how(first.share(), people), random))
                .replace("{adj}", one(book.adjectives(first.label()), random)));
    for (var other : others) {
      sentence
          .append(", ")
          .append(
              one(templates("beside"), random)
                  .replace("{trace}", one(trace(other.share()), random))
                  .replace("{other}", book.name(other.label())));
    }
    return sentence.toString().replace("  ", " ");
  }

  private List<String> how(double share, int people) {
    var degree =
        people <= FEW_PEOPLE
            ? "alone"
            : share >= ALL ? "all" : share >= MOST ? "most" : share >= HALF ? "half" : "few";
    return how.getOrDefault(degree, List.of());
  }

  private List<String> trace(double share) {
    return trace.getOrDefault(
        share >= MUCH ? "much" : share >= SOME ? "some" : "little", List.of());
  }

  private String summary(Reading first, SplittableRandom random) {
    var cues = new ArrayList<>(book.parts(first.label()));
    while (cues.size() > CUES) {
      cues.remove(random.nextInt(cues.size()));
    }
    return one(templates(cues.isEmpty() ? "bare" : "summary"), random)
        .replace("{cues}", String.join(" and ", cues))
        .replace("{noun}", book.name(first.label()));
  }

  /// Of the first reading, and of others that nearly as many people chose.
  private List<Local> locals(Reading first, List<Reading> others, SplittableRandom random) {
    var labels = new ArrayList<>(List.of(first.label()));
    others.stream().filter(other -> other.share() >= MUCH).map(Reading::label).forEach(labels::add);
    return labels.stream()
        .flatMap(label -> book.parts(label).stream())
        .map(part ->
            new Local(
                CaptionText.regions(part).stream().findFirst().orElse(Region.OTHER),
                one(templates("local"), random).replace("{part}", part)))
        .toList();
  }

  private static String one(List<String> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }
}
