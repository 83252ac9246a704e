package undertone.annotator.cli;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.media.ClipStretch;
import undertone.annotator.search.Asked;
import undertone.annotator.search.CommandSearch;
import undertone.corpora.ClipId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchHit;

/// `undertone search CORPUS WORDS…`: finds clips by description, or those like one.
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description =
        "Finds clips of a corpus by description, or clips like one; of a long clip the moment.")
final class SearchCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "CORPUS")
  private String corpus = "";

  @Parameters(index = "1..*", paramLabel = "WORDS", description = "The description.")
  private List<String> words = List.of();

  @Option(
      names = {"--like", "--clip"},
      paramLabel = "CLIP",
      description = "Finds clips like this one.")
  private @Nullable Long like;

  @Option(names = "--label", split = ",", description = "Only clips for which it is held.")
  private Set<String> labels = Set.of();

  @Option(names = "--language", split = ",", description = "Only captions in it: en, zh.")
  private Set<String> languages = Set.of();

  @Option(
      names = "--since",
      paramLabel = "DAY",
      description = "Only what came or was written on this day or later, such as 2026-11-30.")
  private @Nullable LocalDate since;

  @Option(names = "--until", paramLabel = "DAY", description = "Only what came by this day.")
  private @Nullable LocalDate until;

  @Option(
      names = "--by",
      paramLabel = "MODEL",
      description =
          "Seeks by the vectors of a model that described the clips, and by nothing else.")
  private String by = "";

  @Option(names = "--limit", defaultValue = "10", description = "Clips at most (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Prints what was found as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var asked =
        Asked.onDays(
            String.join(" ", words),
            like == null ? null : new ClipId(like),
            labels,
            null,
            languages,
            since,
            until,
            by,
            limit);
    if (asked.words().isEmpty() && like == null) {
      throw new InvalidValueException("Say what you look for, or name a clip with --like.");
    }
    try (var bench = Workbench.open(home.folder())) {
      var id = bench.get(Catalogue.class).require(corpus).id();
      var search = new CommandSearch(bench.house());
      var hits =
          bench.database().served()
              ? search.beside(id, asked)
              : search.alone(id, asked, SearchCommand::waiting);
      show(hits, bench.get(Library.class));
      return 0;
    }
  }

  private static void waiting(long texts) {
    if (texts > 0) {
      System.err.printf("%d texts are still being read%n", texts);
    }
  }

  private void show(List<SearchHit> hits, Library library) {
    var clips = library.byIds(hits.stream().map(SearchHit::clip).toList());
    for (var hit : hits) {
      var clip = clips.get(hit.clip());
      if (clip == null) {
        continue;
      }
      var caption = hit.caption();
      var said = caption == null ? clip.text().orElse("") : caption.text();
      var moment =
          Optional.ofNullable(hit.moment())
              .map(SearchEntry::moment)
              .map(m -> new ClipStretch(m.startMicros(), m.endMicros()));
      if (json) {
        var line = new LinkedHashMap<String, Object>();
        line.put("clip", clip.id().value());
        line.put("name", clip.name());
        line.put("text", said);
        moment.ifPresent(stretch -> {
          line.put("startMicros", stretch.startMicros());
          line.put("endMicros", stretch.endMicros());
        });
        line.put("score", hit.score());
        line.put("ranks", hit.ranks());
        System.out.println(JsonMapper.shared().writeValueAsString(line));
      } else {
        var name = clip.name() + moment.map(stretch -> "  " + stretch.said()).orElse("");
        System.out.printf("%10s  %-32s  %s%n", clip.id(), name, said);
      }
    }
    if (hits.isEmpty() && !json) {
      System.out.println("Nothing was found.");
    }
  }
}
