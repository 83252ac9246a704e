package undertone.engine.insights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.trace.Axis;
import undertone.engine.aggregation.Votes;
import undertone.engine.agreement.TraceAgreement;

/// The standing votes of a corpus as numbers: a few dozen bytes a vote, so that 100,000 of them are
/// no burden.
public final class VoteBook {
  static final int NONE = -1;

  private static final List<Certainty> CERTAINTIES = List.of(Certainty.values()); // in order

  private final List<String> labels;
  private final List<Who> voters;
  private final int clips;
  private final int[] decided; // [clips], -1 = open
  private final int[] gold; // [clips], -1 = none
  private final int[] clip; // [V]
  private final int[] voter; // [V]
  private final int[] first; // [V], -1 = cannot tell
  private final int[] set; // [V], index into sets
  private final int[] day; // [V], days since 1970
  private final int[] times; // [V]
  private final float[] valence; // [V], NaN = not said
  private final float[] arousal; // [V], NaN = not said
  private final float[] intensity; // [V], NaN = not said
  private final byte[] certainty; // [V], -1 = not said
  private final List<Set<String>> sets;
  private final List<Followed> followed;

  /// Somebody who votes.
  ///
  /// @param machine a model or an imported source
  /// @param id by which they are found again
  /// @param crowd many people under one name
  /// @param skips clips they passed over
  public record Who(long id, String name, boolean machine, boolean crowd, int skips) {}

  /// A clip that two voters or more followed in time, and how alike.
  ///
  /// @param voters indices of those who did
  /// @param concordance mean of all pairs; NaN = none
  /// @param intraclass of all together; NaN = none
  record Followed(Axis axis, Set<Integer> voters, double concordance, double intraclass) {
    Followed {
      voters = Set.copyOf(voters);
    }
  }

  private VoteBook(Builder from) {
    labels = from.labels;
    voters = List.copyOf(from.voters);
    clips = from.clips;
    decided = Arrays.copyOf(from.decided, clips);
    gold = Arrays.copyOf(from.gold, clips);
    clip = Arrays.copyOf(from.clip, from.size);
    voter = Arrays.copyOf(from.voter, from.size);
    first = Arrays.copyOf(from.first, from.size);
    set = Arrays.copyOf(from.set, from.size);
    day = Arrays.copyOf(from.day, from.size);
    times = Arrays.copyOf(from.times, from.size);
    valence = Arrays.copyOf(from.valence, from.size);
    arousal = Arrays.copyOf(from.arousal, from.size);
    intensity = Arrays.copyOf(from.intensity, from.size);
    certainty = Arrays.copyOf(from.certainty, from.size);
    sets = List.copyOf(from.sets);
    followed = List.copyOf(from.followed);
  }

  /// Collects votes, clip by clip.
  public static final class Builder {
    private final List<String> labels;
    private final List<Who> voters;
    private final Map<Set<String>, Integer> index = new HashMap<>();
    private final List<Set<String>> sets = new ArrayList<>();
    private int clips;
    private int[] decided = new int[256];
    private int[] gold = new int[256];
    private int size;
    private int[] clip = new int[1024];
    private int[] voter = new int[1024];
    private int[] first = new int[1024];
    private int[] set = new int[1024];
    private int[] day = new int[1024];
    private int[] times = new int[1024];
    private float[] valence = new float[1024];
    private float[] arousal = new float[1024];
    private float[] intensity = new float[1024];
    private byte[] certainty = new byte[1024];
    private final List<Followed> followed = new ArrayList<>();

    private Builder(List<String> labels, List<Who> voters) {
      this.labels = List.copyOf(labels);
      this.voters = List.copyOf(voters);
    }

    /// Begins the next clip; votes cast from now on are on it.
    ///
    /// @param decided label a curator settled, empty = open
    /// @param gold trusted label, empty = none
    public Builder clip(String decided, String gold) {
      if (clips == this.decided.length) {
        this.decided = Arrays.copyOf(this.decided, 2 * clips);
        this.gold = Arrays.copyOf(this.gold, 2 * clips);
      }
      this.decided[clips] = labels.indexOf(decided);
      this.gold[clips] = labels.indexOf(gold);
      clips++;
      return this;
    }

    /// A vote on the clip begun last. Labels outside the scheme are left out; nothing left means
    /// that the voter could not tell.
    ///
    /// @param voter index of who voted
    /// @param day when, in days since 1970
    /// @param times how many people of a crowd said it
    public Builder vote(int voter, CandidateSet held, int day, int times) {
      if (size == clip.length) {
        clip = Arrays.copyOf(clip, 2 * size);
        this.voter = Arrays.copyOf(this.voter, 2 * size);
        first = Arrays.copyOf(first, 2 * size);
        set = Arrays.copyOf(set, 2 * size);
        this.day = Arrays.copyOf(this.day, 2 * size);
        this.times = Arrays.copyOf(this.times, 2 * size);
        valence = Arrays.copyOf(valence, 2 * size);
        arousal = Arrays.copyOf(arousal, 2 * size);
        intensity = Arrays.copyOf(intensity, 2 * size);
        certainty = Arrays.copyOf(certainty, 2 * size);
      }
      var known = held.labels().stream().filter(labels::contains).toList();
      clip[size] = clips - 1;
      this.voter[size] = voter;
      first[size] = known.isEmpty() ? NONE : labels.indexOf(known.getFirst());
      set[size] = index.computeIfAbsent(Set.copyOf(known), this::added);
      this.day[size] = day;
      this.times[size] = times;
      valence[size] = Float.NaN;
      arousal[size] = Float.NaN;
      intensity[size] = Float.NaN;
      certainty[size] = NONE;
      size++;
      return this;
    }

    /// What the vote cast last says of itself.
    ///
    /// @param certainty null = not said
    /// @param intensity 0..1; NaN = not said
    public Builder said(@Nullable Certainty certainty, double intensity) {
      this.certainty[size - 1] = (byte) (certainty == null ? NONE : CERTAINTIES.indexOf(certainty));
      this.intensity[size - 1] = (float) intensity;
      return this;
    }

    /// How the vote cast last rates the whole clip.
    ///
    /// @param valence -1..1; NaN = not said
    /// @param arousal -1..1; NaN = not said
    public Builder rated(double valence, double arousal) {
      this.valence[size - 1] = (float) valence;
      this.arousal[size - 1] = (float) arousal;
      return this;
    }

    /// How voters followed one clip in time; of fewer than two nothing is kept.
    ///
    /// @param series by index of the voter, at equal steps of time from 0; NaN = nothing said yet
    public Builder followed(Axis axis, Map<Integer, float[]> series) {
      if (series.size() > 1) {
        var each = List.copyOf(series.values());
        followed.add(
            new Followed(
                axis,
                series.keySet(),
                TraceAgreement.concordance(each).orElse(Double.NaN),
                TraceAgreement.intraclass(each).orElse(Double.NaN)));
      }
      return this;
    }

    private int added(Set<String> held) {
      sets.add(held);
      return sets.size() - 1;
    }

    public VoteBook build() {
      return new VoteBook(this);
    }
  }

  public static Builder of(List<String> labels, List<Who> voters) {
    return new Builder(labels, voters);
  }

  public List<String> labels() {
    return labels;
  }

  public List<Who> voters() {
    return voters;
  }

  public int clips() {
    return clips;
  }

  /// Rows, each of one voter on one clip.
  public int size() {
    return clip.length;
  }

  int clip(int row) {
    return clip[row];
  }

  int voter(int row) {
    return voter[row];
  }

  /// The first label of the set; [#NONE] = cannot tell.
  int first(int row) {
    return first[row];
  }

  Set<String> held(int row) {
    return sets.get(set[row]);
  }

  int set(int row) {
    return set[row];
  }

  /// Every different set somebody holds.
  List<Set<String>> sets() {
    return sets;
  }

  int day(int row) {
    return day[row];
  }

  int times(int row) {
    return times[row];
  }

  double valence(int row) {
    return valence[row];
  }

  double arousal(int row) {
    return arousal[row];
  }

  double intensity(int row) {
    return intensity[row];
  }

  /// Place among the words of certainty; [#NONE] = not said.
  int certainty(int row) {
    return certainty[row];
  }

  List<Followed> followed() {
    return followed;
  }

  /// The settled label of a clip, else its gold label; [#NONE] = neither.
  int truth(int clip) {
    return decided[clip] >= 0 ? decided[clip] : gold[clip];
  }

  int decided(int clip) {
    return decided[clip];
  }

  int gold(int clip) {
    return gold[clip];
  }

  /// First choices of some voters, each person of a crowd one vote.
  ///
  /// @param counts whether a voter counts
  Votes firsts(IntPredicate counts) {
    var votes = Votes.over(clips, voters.size(), labels.size());
    for (int row = 0; row < clip.length; row++) {
      for (int time = 0; counts.test(voter[row]) && time < times[row]; time++) {
        votes.cast(clip[row], voter[row], first[row]);
      }
    }
    return votes.build();
  }
}
