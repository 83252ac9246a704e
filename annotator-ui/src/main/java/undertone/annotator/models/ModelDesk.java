package undertone.annotator.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.jobs.BroughtFeatures;
import undertone.annotator.jobs.BroughtModels;
import undertone.annotator.jobs.ClassMapping;
import undertone.annotator.jobs.DescribePlan;
import undertone.annotator.jobs.ModelExample;
import undertone.annotator.jobs.RobustnessPlan;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.jobs.TrainedModels;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.Run;
import undertone.corpora.vote.TrackRecords;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.architecture.StructureCard;
import undertone.engine.contract.ModalityCard;
import undertone.engine.openclip.OpenClipFile;
import undertone.engine.recognition.RecognitionFolder;
import undertone.models.clip.OpenClipConfig;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FrameModel;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.SearchedModel;
import undertone.models.hosting.StreamModel;
import undertone.models.nas.Genotype;

/// The recognition models of the house: which are hosted, what was learned with them from a corpus,
/// how far each is to be trusted, and whether its votes count.
@Service
public class ModelDesk {

  private final RunDesk runs;
  private final TrainedModels trained;
  private final Catalogue catalogue;
  private final Voting voting;
  private final TrackRecords records;
  private final Rights rights;
  private final HomeFolder home;

  ModelDesk(
      RunDesk runs,
      TrainedModels trained,
      Catalogue catalogue,
      Voting voting,
      TrackRecords records,
      Rights rights,
      HomeFolder home) {
    this.runs = runs;
    this.trained = trained;
    this.catalogue = catalogue;
    this.voting = voting;
    this.records = records;
    this.rights = rights;
    this.home = home;
  }

  /// A model that is at hand.
  ///
  /// @param sizes the smallest first
  /// @param brought weights of it that are in the house, by the names of their files
  /// @param learns whether it can learn here, and not only read with weights that were brought
  /// @param onFeatures whether it reads what extractors say of clips
  /// @param follows whether it follows clips in time, and tracks can teach it
  public record Hosted(
      ModelCard card,
      List<Size> sizes,
      List<String> brought,
      boolean learns,
      boolean onFeatures,
      boolean follows) {
    public Hosted {
      sizes = List.copyOf(sizes);
      brought = List.copyOf(brought);
    }
  }

  /// @param parameters numbers it learns in fine-tuning, with as many classes as published
  public record Size(String name, long parameters) {}

  /// What a model's votes are worth at the moment.
  public enum Standing {
    /// It has not voted.
    SILENT,
    /// Curators see its votes; they count for nothing.
    PROBATION,
    /// Its votes count.
    COUNTS
  }

  /// A model that was learned on the corpus.
  ///
  /// @param voter number of the voter it is; null = it has not voted
  /// @param describes whether it has described the clips, so that runs can take what it reads
  public record Known(
      TrainedModels.Trained model, Standing standing, @Nullable Long voter, boolean describes) {}

  /// A model that was trained elsewhere, as it stands on a corpus.
  ///
  /// @param name under which it votes
  /// @param classes words for what its head tells apart, in their order; none = nobody told, and it
  ///   cannot vote
  /// @param trainedOn the data set that taught it, as it was told; empty = nobody told
  /// @param readsWords whether it holds faces against words, so that it needs no classes to vote
  ///   and describes clips
  /// @param describes whether it has described the clips, so that runs can take what it reads
  /// @param goes labels that its classes stand for by themselves, by id
  /// @param voter number of the voter it is; null = it has not voted
  /// @param found what its newest look at the clips found; of one that has not looked, empty
  public record Elsewhere(
      String name,
      String model,
      String size,
      List<String> classes,
      String trainedOn,
      boolean readsWords,
      boolean describes,
      Map<String, String> goes,
      Standing standing,
      @Nullable Long voter,
      JsonNode found) {
    public Elsewhere {
      classes = List.copyOf(classes);
      goes = Map.copyOf(goes);
    }

    /// Whether it could vote.
    public boolean votes() {
      return readsWords || !classes.isEmpty();
    }
  }

  /// Every model that is hosted, by title.
  public List<Hosted> hosted() {
    return Stream.of(
            HostedModel.all().stream().map(this::hosted),
            FeatureModel.all().stream().map(ModelDesk::hosted),
            FrameModel.all().stream().map(ModelDesk::hosted),
            SearchedModel.all().stream().map(ModelDesk::hosted),
            StreamModel.all().stream().map(ModelDesk::hosted),
            Stream.of(openClip()))
        .flatMap(Function.identity())
        .sorted(Comparator.comparing(one -> one.card().title(), String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  private Hosted openClip() {
    return new Hosted(
        ModelCard.of(OpenClipFile.MODEL),
        OpenClipConfig.sizes().entrySet().stream()
            .map(size -> new Size(size.getKey(), size.getValue().parameters()))
            .toList(),
        WeightImport.kept(home.weights(OpenClipFile.MODEL)),
        false,
        false,
        false);
  }

  private static Hosted hosted(FeatureModel model) {
    return new Hosted(
        ModelCard.of(model.name()),
        model.sizes().stream().map(size -> new Size(size, model.parameters(size))).toList(),
        List.of(),
        true,
        true,
        false);
  }

  private static Hosted hosted(FrameModel model) {
    return new Hosted(
        ModelCard.of(model.name()),
        model.sizes().stream().map(size -> new Size(size, model.parameters(size))).toList(),
        List.of(),
        true,
        false,
        true);
  }

  private static Hosted hosted(SearchedModel model) {
    return new Hosted(
        ModelCard.of(model.name()),
        model.sizes().stream().map(size -> new Size(size, model.parameters(size))).toList(),
        List.of(),
        true,
        true,
        false);
  }

  private static Hosted hosted(StreamModel model) {
    return new Hosted(
        ModelCard.of(model.name()),
        model.sizes().stream().map(size -> new Size(size, model.parameters(size))).toList(),
        List.of(),
        true,
        true,
        true);
  }

  /// All whose tracks could teach a model that follows clips in time, by name, the usual one first.
  public List<String> teachers(CorpusId corpus, String model) {
    rights.require(corpus, Right.READ);
    return trained.teachers(corpus, model);
  }

  /// Sets of features that were brought into a corpus, and the modalities they have.
  public Map<String, List<String>> featureSets(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    try {
      var sets = new LinkedHashMap<String, List<String>>();
      for (var set : BroughtFeatures.of(home, corpus).all()) {
        sets.put(
            set.card().name(), set.card().modalities().stream().map(ModalityCard::name).toList());
      }
      return sets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Hosted hosted(HostedModel model) {
    var variants = model.variants(model.publishedClasses());
    var sizes = new ArrayList<Size>();
    for (var size : TrainPlan.sizes(model)) {
      var network = variants.get(size);
      if (network != null) {
        sizes.add(new Size(size, network.parameters()));
      }
    }
    return new Hosted(
        ModelCard.of(model.name()),
        sizes,
        WeightImport.kept(home.weights(model.name())),
        true,
        false,
        false);
  }

  /// What was learned on a corpus, the newest first.
  public List<Known> of(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    var voters =
        voting.votersOf(corpus).stream()
            .filter(voter -> voter.kind() == VoterKind.MACHINE)
            .collect(Collectors.toMap(Voter::name, Function.identity()));
    var describing = runs.describers(corpus);
    return trained.of(corpus).models().stream()
        .map(model -> known(model, voters, describing.contains(model.name())))
        .toList();
  }

  private static Known known(
      TrainedModels.Trained model, Map<String, Voter> voters, boolean describes) {
    var voter = voters.get(model.name());
    return new Known(model, standing(voter), voter == null ? null : voter.id().value(), describes);
  }

  private static Standing standing(@Nullable Voter voter) {
    if (voter == null) {
      return Standing.SILENT;
    }
    return voter.onProbation() ? Standing.PROBATION : Standing.COUNTS;
  }

  /// What was trained elsewhere and brought in, by name.
  public List<Elsewhere> elsewhere(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    var scheme = catalogue.schemeOf(corpus);
    var describing = runs.describers(corpus);
    return trained.of(corpus).brought().stream()
        .filter(BroughtModels.Brought::tellsApart)
        .map(model -> elsewhere(corpus, model, scheme, describing.contains(model.name())))
        .toList();
  }

  private Elsewhere elsewhere(
      CorpusId corpus, BroughtModels.Brought model, LabelScheme scheme, boolean describes) {
    var goes = new LinkedHashMap<String, String>();
    for (var name : model.head().classes()) {
      ClassMapping.sameWord(name, scheme).ifPresent(label -> goes.put(name, label));
    }
    var voter = runs.voter(corpus, model.name()).orElse(null);
    return new Elsewhere(
        model.name(),
        model.model(),
        model.size(),
        model.head().classes(),
        model.head().trainedOn(),
        model.readsWords(),
        describes,
        goes,
        standing(voter),
        voter == null ? null : voter.id().value(),
        trained
            .lastLook(corpus, model.name())
            .orElseGet(() -> JsonMapper.shared().createObjectNode()));
  }

  /// How its votes fared so far; for curators.
  public TrackRecord record(CorpusId corpus, Elsewhere model) {
    rights.require(corpus, Right.REVIEW);
    return record(corpus, model.voter(), Set.of());
  }

  private TrackRecord record(CorpusId corpus, @Nullable Long voter, Set<ClipId> learned) {
    return TrackRecord.of(
        voter == null ? List.of() : records.of(corpus, new VoterId(voter)),
        catalogue.schemeOf(corpus).labels().stream().map(label -> label.id()).toList(),
        learned);
  }

  /// @throws InvalidRequestException if no model of that name was learned on the corpus
  public Known require(CorpusId corpus, String name) {
    return of(corpus).stream()
        .filter(known -> known.model().name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidRequestException("No model \"%s\" was learned on this corpus.", name));
  }

  /// How its votes fared so far; for curators.
  public TrackRecord record(CorpusId corpus, Known known) {
    rights.require(corpus, Right.REVIEW);
    return record(corpus, known.voter(), learnedFrom(known));
  }

  private Set<ClipId> learnedFrom(Known known) {
    try {
      return RecognitionFolder.taught(trained.folder(known.model().run().id())).stream()
          .map(clip -> new ClipId(Long.parseLong(clip)))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets a model learn.
  public Run train(CorpusId corpus, TrainPlan plan) {
    return runs.train(corpus, plan);
  }

  /// Lets a model describe every clip.
  public Run describe(CorpusId corpus, DescribePlan plan) {
    return runs.describe(corpus, plan);
  }

  /// Lets a model look at every clip, and vote.
  public Run look(CorpusId corpus, String name) {
    return deed(corpus, name, VotePlan.Deed.LOOK);
  }

  /// Lets a model that was fine-tuned elsewhere look at every clip, and vote.
  ///
  /// @param map labels that its classes stand for
  public Run look(CorpusId corpus, String name, Map<String, String> map) {
    return runs.vote(corpus, new VotePlan(name, VotePlan.Deed.LOOK, map));
  }

  private Standing standing(CorpusId corpus, String name) {
    return elsewhere(corpus).stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .map(Elsewhere::standing)
        .orElseGet(() -> require(corpus, name).standing());
  }

  /// Lets the votes of a model on probation count.
  public Run letIn(CorpusId corpus, String name) {
    if (standing(corpus, name) != Standing.PROBATION) {
      throw new InvalidRequestException("%s is not on probation.", name);
    }
    return deed(corpus, name, VotePlan.Deed.LET_IN);
  }

  /// Lets the votes of a model count no more.
  public Run suspend(CorpusId corpus, String name) {
    if (standing(corpus, name) != Standing.COUNTS) {
      throw new InvalidRequestException("No votes of %s count.", name);
    }
    return deed(corpus, name, VotePlan.Deed.SUSPEND);
  }

  /// Says what noise and blur cost a model, on clips that it did not learn from.
  public Run test(CorpusId corpus, String name) {
    return runs.robustness(corpus, new RobustnessPlan(name, null, RobustnessPlan.USUAL_CLIPS, 0));
  }

  private Run deed(CorpusId corpus, String name, VotePlan.Deed deed) {
    return runs.vote(corpus, new VotePlan(name, deed));
  }

  /// The structure that was found for a model.
  ///
  /// @throws InvalidRequestException if none was searched
  public Genotype structure(Known known) {
    if (!known.model().plan().searches()) {
      throw new InvalidRequestException(
          "%s has the structure of its paper; none was searched.", known.model().name());
    }
    try {
      return StructureCard.read(trained.folder(known.model().run().id())).found();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Clips on which a model shows what it does, as its run left them.
  public List<ModelExample> examples(Known known) {
    var folder = home.run(known.model().run().id()).resolve(ModelExample.FOLDER);
    try {
      return JsonMapper.shared()
          .readValue(Files.readString(folder.resolve(ModelExample.LIST)), ModelExample.All.class)
          .examples();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One row of an example in [#examples], as PNG.
  public byte[] picture(Known known, ModelExample.Row row) {
    try {
      return Files.readAllBytes(
          home.run(known.model().run().id()).resolve(ModelExample.FOLDER).resolve(row.picture()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
