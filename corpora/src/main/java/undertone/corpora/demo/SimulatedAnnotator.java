package undertone.corpora.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;

/// Five annotators who do not exist, each with a known habit, so that a newcomer can check whether
/// agreement figures and refinement find what was put in.
enum SimulatedAnnotator {
  /// Careful: one label, seldom two, and mostly the right one.
  ADA(1, 0.22, 0.03, null, null, 0),
  /// Cannot tell fear from surprise: takes one for the other half of the time.
  BEN(1, 0.4, 0.08, Emotion.FEAR, Emotion.SURPRISE, 0.5),
  /// Overuses neutral: it comes first in four of ten sets.
  CEM(1, 0.35, 0.08, null, Emotion.NEUTRAL, 0.4),
  /// Wants to miss nothing: two to four labels.
  DANA(2, 0.6, 0.05, null, null, 0),
  /// Takes anger for disgust and disgust for anger half of the time.
  ELI(1, 0.4, 0.08, Emotion.ANGER, Emotion.DISGUST, 0.5);

  private final int leastLabels;
  private final double addsAnother; // chance to add one more label, each time, up to four
  private final double slips; // chance to see a lookalike instead, beside the habit
  private final @Nullable Emotion confuses; // null: anything
  private final @Nullable Emotion with;
  private final double howOften;

  SimulatedAnnotator(
      int leastLabels,
      double addsAnother,
      double slips,
      @Nullable Emotion confuses,
      @Nullable Emotion with,
      double howOften) {
    this.leastLabels = leastLabels;
    this.addsAnother = addsAnother;
    this.slips = slips;
    this.confuses = confuses;
    this.with = with;
    this.howOften = howOften;
  }

  /// The voter's name in `clips.csv`.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Answers for one clip.
  ///
  /// @param apparent what the clip seems to show
  /// @param unseen what nobody sees in it: the truth of a misread clip
  CandidateSet vote(Emotion apparent, @Nullable Emotion unseen, SplittableRandom random) {
    var possible = new ArrayList<Emotion>();
    possible.add(firstThought(apparent, random));
    possible.add(apparent);
    possible.addAll(lookalikes(apparent));
    possible.removeIf(emotion -> emotion == unseen);
    var labels = possible.stream().distinct().map(Emotion::id).toList();
    return new CandidateSet(labels).top(size(random));
  }

  private Emotion firstThought(Emotion apparent, SplittableRandom random) {
    boolean habit = random.nextDouble() < howOften;
    if (habit && with != null && (confuses == null || confuses == apparent)) {
      return with;
    }
    if (habit && confuses != null && with == apparent) {
      return confuses;
    }
    return random.nextDouble() < slips ? lookalikes(apparent).getFirst() : apparent;
  }

  private int size(SplittableRandom random) {
    int size = leastLabels;
    while (size < 4 && random.nextDouble() < addsAnother) {
      size++;
    }
    return size;
  }

  /// What an emotion is most easily taken for, nearest first.
  static List<Emotion> lookalikes(Emotion emotion) {
    return switch (emotion) {
      case NEUTRAL -> List.of(Emotion.SADNESS, Emotion.CONTEMPT, Emotion.HAPPINESS);
      case HAPPINESS -> List.of(Emotion.SURPRISE, Emotion.NEUTRAL, Emotion.CONTEMPT);
      case SURPRISE -> List.of(Emotion.FEAR, Emotion.HAPPINESS, Emotion.NEUTRAL);
      case SADNESS -> List.of(Emotion.NEUTRAL, Emotion.FEAR, Emotion.DISGUST);
      case ANGER -> List.of(Emotion.DISGUST, Emotion.CONTEMPT, Emotion.NEUTRAL);
      case DISGUST -> List.of(Emotion.ANGER, Emotion.CONTEMPT, Emotion.SADNESS);
      case FEAR -> List.of(Emotion.SURPRISE, Emotion.SADNESS, Emotion.ANGER);
      case CONTEMPT -> List.of(Emotion.NEUTRAL, Emotion.HAPPINESS, Emotion.DISGUST);
    };
  }
}
