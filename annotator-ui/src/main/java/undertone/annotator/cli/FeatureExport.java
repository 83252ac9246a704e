package undertone.annotator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import undertone.annotator.home.CodeVersion;
import undertone.annotator.jobs.RestoredFeatures;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.media.MediaStore;
import undertone.engine.bench.BenchEyes;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.FeatureSetWriter;
import undertone.engine.contract.ModalityCard;
import undertone.engine.contract.SetCard;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.FeatureProgress;

/// Writes a corpus as a data set of features, a page of clips at a time.
///
/// @param golds by clip, where clips that nobody settled get them; else empty
record FeatureExport(
    String name,
    CorpusId corpus,
    LabelScheme scheme,
    Library library,
    MediaStore media,
    Group group,
    long seed,
    Map<ClipId, String> golds) {
  /// Names the clips of which a modality is a guess.
  static final String RESTORED = "restored.csv";

  private static final int PAGE = 500;
  private static final int THREADS = 2;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);
  private static final double LEARNED_FROM = .7;
  private static final double HELD_OUT = .15;

  /// What falls into one split together.
  enum Group {
    CONVERSATION,
    SPEAKER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT); // as the command line says it
    }
  }

  static FeatureExport of(Workbench bench, String named, Group group, long seed, boolean gold) {
    var catalogue = bench.get(Catalogue.class);
    var corpus = catalogue.require(named);
    var library = bench.get(Library.class);
    return new FeatureExport(
        corpus.slug(),
        corpus.id(),
        catalogue.schemeOf(corpus.id()),
        library,
        new MediaStore(bench.home().root()),
        group,
        seed,
        gold ? library.goldsOf(corpus.id()) : Map.of());
  }

  void write(Path target, BenchEyes eyes, ToldProgress told)
      throws IOException, InterruptedException {
    var modalities = modalities(eyes, told);
    if (modalities.isEmpty()) {
      throw new IllegalArgumentException(
          "No clip of this corpus is ready and seen, heard or read; prepare it first.");
    }
    try (var writer = FeatureSetWriter.into(target, card(name, List.copyOf(modalities.values())))) {
      for (var modality : modalities.entrySet()) {
        writer.extractor(modality.getValue(), said(modality.getKey()));
      }
      var features = new ClipFeatures(List.copyOf(modalities.keySet()), eyes.cache(), THREADS);
      each(clips -> write(clips, features, modalities, writer));
    }
  }

  /// Writes what is known of clips, and what a model makes of what they lack. `restored.csv` names
  /// what is a guess.
  ///
  /// @param model its name
  void write(Path target, String model, RestoredFeatures features)
      throws IOException, InterruptedException {
    var modalities =
        features.modalities().stream()
            .map(m ->
                new ModalityCard(
                    m.name(), m.extractor(), m.dim(), ModalityCard.Level.UTTERANCE, null))
            .toList();
    try (var writer = FeatureSetWriter.into(target, card(name + "-by-" + model, modalities));
        var guesses =
            CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .get()
                .print(target.resolve(RESTORED), UTF_8)) {
      guesses.printRecord("clip", "modality");
      for (var modality : modalities) {
        var said = new LinkedHashMap<String, Object>();
        said.put("id", modality.extractor());
        said.put("dim", modality.dim());
        said.put("restoredBy", model);
        said.put("restored", features.guesses().getOrDefault(modality.name(), 0));
        said.put("unreadable", features.unreadable());
        said.put("product", CodeVersion.current());
        writer.extractor(modality, said);
      }
      each(clips -> {
        for (var clip : clips) {
          writer.put(row(clip));
          for (var modality : modalities) {
            var numbers = features.of(modality, clip);
            if (numbers.isPresent()) {
              writer.put(clip.name(), modality, numbers.get());
            }
            if (features.isGuess(modality, clip)) {
              guesses.printRecord(clip.name(), modality.name());
            }
          }
        }
      });
    }
  }

  private SetCard card(String called, List<ModalityCard> modalities) {
    return new SetCard(
        called,
        SetCard.Task.CLASSIFICATION,
        scheme.labels().stream().map(Label::id).toList(),
        null,
        modalities);
  }

  private void write(
      List<Clip> clips,
      ClipFeatures features,
      Map<FeatureExtractor, ModalityCard> modalities,
      FeatureSetWriter writer)
      throws IOException, InterruptedException {
    var numbers =
        features.numbers(clips.stream().map(this::source).toList(), FeatureProgress.SILENT);
    for (int c = 0; c < clips.size(); c++) {
      var clip = clips.get(c);
      writer.put(row(clip));
      for (var modality : modalities.entrySet()) {
        var vector = numbers.of(id(modality.getKey()), c);
        if (vector != null) {
          writer.put(clip.name(), modality.getValue(), ClipSteps.ofWhole(vector));
        }
      }
    }
  }

  /// What extractors have to say of at least one clip. Several of one channel are told apart by
  /// their ids.
  private Map<FeatureExtractor, ModalityCard> modalities(BenchEyes eyes, ToldProgress told)
      throws IOException, InterruptedException {
    var speaking = new LinkedHashSet<FeatureExtractor>();
    var features = new ClipFeatures(eyes.extractors(), eyes.cache(), THREADS);
    int all = Math.toIntExact(library.count(corpus, READY));
    var before = new AtomicInteger();
    each(clips -> {
      var numbers =
          features.numbers(clips.stream().map(this::source).toList(), told.part(before.get(), all));
      before.addAndGet(clips.size());
      for (var extractor : eyes.extractors()) {
        for (int c = 0; c < clips.size() && !speaking.contains(extractor); c++) {
          if (numbers.of(id(extractor), c) != null) {
            speaking.add(extractor);
          }
        }
      }
    });
    var modalities = new LinkedHashMap<FeatureExtractor, ModalityCard>();
    var names = new LinkedHashSet<String>();
    for (var extractor : eyes.extractors()) {
      if (speaking.contains(extractor)) {
        modalities.put(
            extractor,
            new ModalityCard(
                named(extractor, names),
                id(extractor),
                extractor.dim(),
                ModalityCard.Level.UTTERANCE,
                null));
      }
    }
    return modalities;
  }

  private static String named(FeatureExtractor extractor, Set<String> names) {
    var channel =
        switch (extractor.channel()) {
          case VISUAL -> "visual";
          case AUDIO -> "audio";
          case TEXT -> "text";
        };
    var name = names.contains(channel) ? channel + "-" + extractor.id() : channel;
    names.add(name);
    return name;
  }

  private static String id(FeatureExtractor extractor) {
    return extractor.id() + "-v" + extractor.version();
  }

  private static LinkedHashMap<String, Object> said(FeatureExtractor extractor) {
    var said = new LinkedHashMap<String, Object>();
    said.put("id", extractor.id());
    said.put("version", extractor.version());
    said.put("parameters", extractor.parameters());
    said.put("dim", extractor.dim());
    said.put("product", CodeVersion.current());
    return said;
  }

  private interface Pages {
    void take(List<Clip> clips) throws IOException, InterruptedException;
  }

  private void each(Pages pages) throws IOException, InterruptedException {
    long after = -1;
    while (true) {
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        return;
      }
      pages.take(new ArrayList<>(page));
      after = page.getLast().position();
    }
  }

  private ClipSource source(Clip clip) {
    var hash = clip.mediaHash().orElse(null);
    return new ClipSource(
        clip.name(),
        clip.modality(),
        hash == null ? null : media.path(hash),
        hash,
        clip.text().orElse(null),
        clip.language().orElse(null));
  }

  private ClipRow row(Clip clip) {
    var texts =
        clip.text().map(text -> Map.of(clip.language().orElse("en"), text)).orElse(Map.of());
    return new ClipRow(
        0,
        clip.name(),
        clip.name(),
        texts,
        clip.split().orElseGet(() -> split(clip)),
        label(clip),
        Map.of(),
        null,
        Map.of(),
        clip.conversation().orElse(null),
        clip.turn().orElse(null),
        clip.speaker().orElse(null),
        clip.startMicros().orElse(null),
        clip.endMicros().orElse(null),
        null,
        null,
        null,
        clip.distressing(),
        Map.of());
  }

  private @Nullable String label(Clip clip) {
    return clip.decidedLabel().orElse(golds.get(clip.id()));
  }

  /// By lot, the same for all clips of a group.
  private String split(Clip clip) {
    Optional<String> first = group == Group.CONVERSATION ? clip.conversation() : clip.speaker();
    var together = first.or(clip::conversation).or(clip::speaker).orElse(clip.name());
    var name = (seed + "\n" + together).getBytes(UTF_8);
    double lot =
        new SplittableRandom(UUID.nameUUIDFromBytes(name).getMostSignificantBits()).nextDouble();
    return lot < LEARNED_FROM ? "train" : lot < LEARNED_FROM + HELD_OUT ? "valid" : "test";
  }
}
