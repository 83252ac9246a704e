package undertone.annotator.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.engine.recognition.RecognitionPlan;
import undertone.engine.recognition.TestViews;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FrameModel;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.SearchedModel;
import undertone.models.hosting.StreamModel;

/// What a hosted recognition model is to learn from a corpus.
///
/// @param model by its name, such as `mae-dfer`
/// @param size of its networks, such as `tiny`
/// @param start what it goes on from: a model pre-trained on this corpus, by its name, or weights
///   that were brought, by the name of their file; null = from the beginning
/// @param epochs null = as many as its stage and size ask for
/// @param agreed whether labels teach that people agree on, beside those that curators settled
/// @param voters how many must agree then
/// @param seed of everything that is drawn
/// @param features what a model that reads features is shown; null of models that look at clips
/// @param tracks whose tracks teach a model that follows clips in time, or valence and arousal of
///   whole clips that nobody rated, by the name of the voter; [TrackTeachers#NONE] = nobody's, null
///   = those of whoever follows most clips
/// @param testClips windows of time by which a model that looks at whole clips judges one; null =
///   the first and the last
/// @param testCrops windows of the picture in each, which on square faces are one and the same;
///   null = 1
/// @param recompute whether blocks of a model that looks at whole clips are computed once more on
///   the way back instead of kept, for networks that would not fit; null = no, as in older plans
/// @param alter whether films are altered by chance while they teach a model that looks at whole
///   clips, as published; null = as its size asks for
public record TrainPlan(
    String model,
    String size,
    Stage stage,
    @Nullable String start,
    @Nullable Integer epochs,
    boolean agreed,
    int voters,
    long seed,
    @Nullable FeatureChoice features,
    @Nullable String tracks,
    @Nullable Integer testClips,
    @Nullable Integer testCrops,
    @Nullable Boolean recompute,
    @Nullable Boolean alter) {

  /// What is learned.
  public enum Stage {
    /// To fill in what is hidden of clips; labels play no part.
    PRE_TRAIN,
    /// To tell labels apart.
    FINE_TUNE,
    /// To rate valence and arousal of whole clips.
    DIMENSIONS;

    /// By the word of commands: `pre-train`, `fine-tune`, `dimensions`.
    public static Stage of(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "pre-train" -> PRE_TRAIN;
        case "fine-tune" -> FINE_TUNE;
        case "dimensions" -> DIMENSIONS;
        default ->
            throw new InvalidValueException(
                "A model learns by pre-train, fine-tune or dimensions, not \"%s\".", word);
      };
    }
  }

  private static final int MOST_EPOCHS = 10_000;
  private static final int MOST_VOTERS = 1000;

  public TrainPlan {
    if (!models().contains(model)) {
      throw new InvalidValueException(
          "There is no model \"%s\"; there is %s.", model, String.join(", ", models()));
    }
    boolean reads = readsFeatures(model);
    boolean follows = follows(model);
    var sizes = sizesOf(model);
    if (!sizes.contains(size)) {
      throw new InvalidValueException(
          "%s comes in the sizes %s, not \"%s\".", model, String.join(", ", sizes), size);
    }
    if ((reads || follows) && stage == Stage.DIMENSIONS) {
      throw new InvalidValueException(
          "%s does not look at whole clips, so it cannot rate them; choose another model.", model);
    }
    if ((reads || follows) && (stage != Stage.FINE_TUNE || start != null)) {
      throw new InvalidValueException(
          "%s learns from labels and from the beginning; it is not pre-trained.", model);
    }
    if (tracks != null && !follows && stage != Stage.DIMENSIONS) {
      throw new InvalidValueException(
          "%s follows nothing in a face; leave out whose tracks it learns from.", model);
    }
    if (reads) {
      features = Objects.requireNonNullElse(features, FeatureChoice.USUAL);
    } else if (features != null) {
      throw new InvalidValueException(
          "%s looks at clips themselves; leave out what features it is shown.", model);
    }
    if (epochs != null && (epochs < 1 || epochs > MOST_EPOCHS)) {
      throw new InvalidValueException(
          "A model learns for 1 to %s epochs, not %s.", MOST_EPOCHS, epochs);
    }
    if (voters < 1 || voters > MOST_VOTERS) {
      throw new InvalidValueException("1 to %s people must agree, not %s.", MOST_VOTERS, voters);
    }
    if (Boolean.TRUE.equals(recompute) && (reads || follows)) {
      throw new InvalidValueException(
          "Only a model that looks at whole clips computes blocks again; leave it out.");
    }
    if (alter != null && (reads || follows)) {
      throw new InvalidValueException(
          "Only films that teach a model that looks at whole clips are altered; leave it out.");
    }
    if ((testClips != null || testCrops != null)
        && (reads || follows || stage == Stage.PRE_TRAIN)) {
      throw new InvalidValueException(
          "Only a model that judges whole clips is tested by several windows of each; leave out how"
              + " many.");
    }
    views(testClips, testCrops);
    if (stage == Stage.PRE_TRAIN && start != null) {
      throw new InvalidValueException(
          "Pre-training begins from the beginning; leave out what it starts from.");
    }
  }

  /// Whether blocks are computed once more on the way back.
  public boolean recomputes() {
    return Boolean.TRUE.equals(recompute);
  }

  /// Whether films are altered by chance unless somebody decides.
  ///
  /// @param model that looks at whole clips
  public static boolean usuallyAlters(String model, String size) {
    return RecognitionPlan.usual(model, size).alter();
  }

  /// By which windows clips are judged.
  public TestViews views() {
    return views(testClips, testCrops);
  }

  private static TestViews views(@Nullable Integer clips, @Nullable Integer crops) {
    int most = TestViews.MOST;
    int windows = Objects.requireNonNullElse(clips, TestViews.USUAL.clips());
    int pictures = Objects.requireNonNullElse(crops, TestViews.USUAL.crops());
    if (Math.min(windows, pictures) < 1 || Math.max(windows, pictures) > most) {
      throw new InvalidValueException(
          "A clip is judged by 1 to %s windows, not %s times %s.", most, windows, pictures);
    }
    return new TestViews(windows, pictures);
  }

  /// A plan with the usual windows.
  public TrainPlan(
      String model,
      String size,
      Stage stage,
      @Nullable String start,
      @Nullable Integer epochs,
      boolean agreed,
      int voters,
      long seed,
      @Nullable FeatureChoice features,
      @Nullable String tracks) {
    this(
        model, size, stage, start, epochs, agreed, voters, seed, features, tracks, null, null,
        false, null);
  }

  /// A plan of a model that looks at clips, or of one on features that is shown what is usual.
  public TrainPlan(
      String model,
      String size,
      Stage stage,
      @Nullable String start,
      @Nullable Integer epochs,
      boolean agreed,
      int voters,
      long seed) {
    this(model, size, stage, start, epochs, agreed, voters, seed, null, null);
  }

  /// Every model that can learn, by name.
  public static List<String> models() {
    return Stream.of(
            HostedModel.all().stream().map(HostedModel::name),
            FeatureModel.all().stream().map(FeatureModel::name),
            FrameModel.all().stream().map(FrameModel::name),
            SearchedModel.all().stream().map(SearchedModel::name),
            StreamModel.all().stream().map(StreamModel::name))
        .flatMap(Function.identity())
        .sorted()
        .toList();
  }

  /// Whether its model reads clips frame by frame, and follows what tracks teach it.
  public boolean followsFaces() {
    return FrameModel.named(model).isPresent();
  }

  /// Whether its model reads what extractors say in the course of a clip, and follows valence and
  /// arousal as tracks teach it.
  public boolean followsStreams() {
    return StreamModel.named(model).isPresent();
  }

  private static boolean follows(String model) {
    return FrameModel.named(model).isPresent() || StreamModel.named(model).isPresent();
  }

  /// Whether the structure of its model is searched on the corpus first.
  public boolean searches() {
    return SearchedModel.named(model).isPresent();
  }

  private static boolean readsFeatures(String model) {
    return FeatureModel.named(model).isPresent()
        || SearchedModel.named(model).isPresent()
        || StreamModel.named(model).isPresent();
  }

  /// The size that a model learns in unless another is asked for; of a model that is not there,
  /// any.
  public static String usualSize(String model) {
    return models().contains(model) ? sizesOf(model).getFirst() : "";
  }

  private static List<String> sizesOf(String model) {
    return FeatureModel.named(model)
        .map(FeatureModel::sizes)
        .or(() -> FrameModel.named(model).map(FrameModel::sizes))
        .or(() -> SearchedModel.named(model).map(SearchedModel::sizes))
        .or(() -> StreamModel.named(model).map(StreamModel::sizes))
        .orElseGet(() -> sizes(HostedModel.named(model).orElseThrow()));
  }

  /// The sizes in which a model is offered, in its own order: the smallest first, and what has one
  /// sense only behind what has both.
  public static List<String> sizes(HostedModel model) {
    return model.variants(model.publishedClasses()).keySet().stream()
        .filter(size -> !size.endsWith(RecognitionPlan.PRE))
        .toList();
  }
}
