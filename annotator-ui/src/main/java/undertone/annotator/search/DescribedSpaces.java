package undertone.annotator.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.jobs.BroughtModels;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.engine.openclip.OpenClipTexts;
import undertone.engine.recognition.DescribedFolder;
import undertone.engine.search.ModelId;
import undertone.engine.search.SearchQuery;
import undertone.engine.search.TextEncoder;
import undertone.engine.search.UnitVector;
import undertone.engine.search.VectorModel;
import undertone.models.weights.UnreadableWeightsException;

/// Where clips lie by models that described them, as the search asks it: a space for each model, so
/// that no two ever meet, and words in those spaces whose models read them.
@Component
final class DescribedSpaces {
  private static final String SPACE = "described-";
  private static final int LATEST = 100; // questions that are asked again while an index fills
  private static final float SHORTEST = 1e-6f; // of a vector that has a direction

  private final HomeFolder home;
  private final Map<String, OpenClipTexts> readers = new ConcurrentHashMap<>(); // by model

  private final Map<Question, SearchQuery.Meaning> latest =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Question, SearchQuery.Meaning> eldest) {
              return size() > LATEST;
            }
          });

  DescribedSpaces(HomeFolder home) {
    this.home = home;
  }

  /// The space of a search index in which clips lie by a model.
  static String space(String model) {
    return SPACE + model;
  }

  static boolean isOne(String space) {
    return space.startsWith(SPACE);
  }

  /// A description made anew has an id of its own, so that it takes over in one step.
  static ModelId id(DescribedFolder.Serving serving) {
    return new ModelId(serving.model() + "-" + serving.embedding());
  }

  /// Descriptions of a corpus, one a model.
  List<DescribedFolder.Serving> serving(CorpusId corpus) throws IOException {
    return folder(corpus).serving();
  }

  private DescribedFolder folder(CorpusId corpus) {
    return new DescribedFolder(home.described(corpus));
  }

  /// Where clips lie, part by part.
  ///
  /// @param model how a search index knows the vectors
  record Places(VectorModel model, List<Path> shards, Centre centre) {
    Places {
      shards = List.copyOf(shards);
    }

    /// Those of one part, seen from the centre of all; one that lies in it lies in no direction.
    Map<ClipId, float[]> of(Path shard) throws IOException {
      var places = new LinkedHashMap<ClipId, float[]>();
      DescribedFolder.shard(shard)
          .forEach((clip, vector) -> centre.seen(vector).ifPresent(seen -> places.put(clip, seen)));
      return places;
    }
  }

  /// From where clips are looked at.
  static final class Centre {
    private final float[] numbers; // [D]

    private Centre(float[] numbers) {
      this.numbers = numbers;
    }

    Optional<float[]> seen(float[] vector) {
      var seen = vector.clone();
      double squares = 0;
      for (int d = 0; d < seen.length; d++) {
        seen[d] -= numbers[d];
        squares += (double) seen[d] * seen[d];
      }
      return squares > SHORTEST * SHORTEST ? Optional.of(seen) : Optional.empty();
    }
  }

  Places places(CorpusId corpus, DescribedFolder.Serving serving) throws IOException {
    var folder = folder(corpus);
    var centre = folder.centre(serving);
    return new Places(
        new VectorModel(id(serving), space(serving.model()), centre.length),
        folder.shards(serving),
        new Centre(centre));
  }

  /// The one that is called so, with or without what tells several of one kind apart.
  ///
  /// @throws InvalidRequestException if none is, or several are
  static DescribedFolder.Serving named(Map<String, DescribedFolder.Serving> held, String name) {
    var exactly = held.get(name);
    if (exactly != null) {
      return exactly;
    }
    var called = held.keySet().stream().filter(model -> model.startsWith(name + "-")).toList();
    var only = called.size() == 1 ? held.get(called.getFirst()) : null;
    if (only != null) {
      return only;
    }
    if (held.isEmpty()) {
      throw new InvalidRequestException(
          "No model has described the clips of this corpus for its search yet; let one do so, by"
              + " run describe or from its page.");
    }
    throw new InvalidRequestException(
        "\"%s\" is none of the models by which this corpus is searched; those are %s.",
        name, String.join(", ", held.keySet().stream().sorted().toList()));
  }

  /// A description in words as a question to a model.
  ///
  /// @throws InvalidRequestException if the model does not read it
  SearchQuery.Meaning meaning(DescribedFolder.Serving serving, String words) throws IOException {
    if (!serving.words()) {
      throw new InvalidRequestException(
          "%s reads no words; it finds clips like one. Choose \"More like this\" at a clip.",
          serving.model());
    }
    if (words.codePoints().anyMatch(DescribedSpaces::isForeign)) {
      throw new InvalidRequestException(
          "%s reads English; describe in English what you look for, or search by all ways.",
          serving.model());
    }
    var asked = new Question(id(serving), words);
    var known = latest.get(asked);
    if (known != null) {
      return known;
    }
    try {
      var reader = reader(serving.model());
      var model = new VectorModel(id(serving), space(serving.model()), reader.width());
      var meaning = new Words(model, reader).meaning(words);
      latest.put(asked, meaning);
      return meaning;
    } catch (UnreadableWeightsException _) {
      throw gone(serving.model());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The house is being closed.", e);
    }
  }

  /// Networks that people have read English, and of any other script they make something without a
  /// fault being seen.
  private static boolean isForeign(int letter) {
    return Character.isLetter(letter)
        && Character.UnicodeScript.of(letter) != Character.UnicodeScript.LATIN;
  }

  private record Question(ModelId model, String words) {}

  /// A model's half for texts as one more encoder of questions.
  private record Words(VectorModel model, OpenClipTexts reader) implements TextEncoder {
    @Override
    public boolean speaks(String language) {
      return Locale.forLanguageTag(language).getLanguage().equals("en");
    }

    @Override
    public List<UnitVector> encode(List<String> texts) throws IOException {
      return Arrays.stream(reader.of(texts)).map(UnitVector::along).toList();
    }
  }

  private OpenClipTexts reader(String model) throws IOException {
    var file =
        BroughtModels.in(home).stream()
            .filter(one -> one.name().equals(model) && one.readsWords())
            .map(BroughtModels.Brought::file)
            .findFirst()
            .orElseThrow(() -> gone(model));
    var known = readers.get(model);
    if (known != null) {
      return known;
    }
    var opened = OpenClipTexts.open(file);
    readers.put(model, opened);
    return opened;
  }

  private static InvalidRequestException gone(String model) {
    return new InvalidRequestException(
        "The weights of %s are gone or damaged, so it reads no words; bring them in again, or search"
            + " by all ways.",
        model);
  }
}
