package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.Recognizer;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.Warmth;
import undertone.engine.voters.VotingModel;

/// A recognition model that was fine-tuned elsewhere as a voter, by what its classes stand for in
/// the corpus.
///
/// How far its probabilities can be trusted nobody has measured here. Where enough clips are
/// settled, it looks at some of them first and takes the temperature under which it finds their
/// labels most likely; otherwise its probabilities count as they come, and its basis says so. One
/// number that fits so many clips hardly flatters the sets it then holds on those very clips, and
/// moves no label before another; so its record keeps them.
final class BroughtVoter implements VotingModel {
  /// Settled clips that it must have something to say of before they can warm or cool it.
  private static final int FEWEST_TRUTHS = BroughtModels.FEWEST_TRUTHS;

  /// Settled clips it looks at for that.
  static final int MOST_TRUTHS = 200;

  private final BroughtModels.Brought model;
  private final ClassMapping mapping;
  private final Recognizer recognizer;
  private final SensesReader senses;
  private final Map<ClipSource, String> settled;
  private @Nullable Double temperature; // null = not asked for yet
  private int truths = 0; // clips that the temperature was taken from
  private double outside = 0; // sum over clips of what went to classes without a label
  private int looked = 0;

  private BroughtVoter(
      BroughtModels.Brought model,
      ClassMapping mapping,
      Recognizer recognizer,
      SensesReader senses,
      Map<ClipSource, String> settled) {
    this.model = model;
    this.mapping = mapping;
    this.recognizer = recognizer;
    this.senses = senses;
    this.settled = new LinkedHashMap<>(settled);
  }

  /// @param senses closed with the voter
  /// @param settled labels of clips that were settled and that the model may look at
  /// @throws IOException if its weights cannot be read
  static BroughtVoter open(
      BroughtModels.Brought model,
      ClassMapping mapping,
      SensesReader senses,
      Map<ClipSource, String> settled)
      throws IOException {
    return Sight.orClose(
        senses,
        () ->
            new BroughtVoter(
                model,
                mapping,
                Recognizer.ofWeights(
                    model.file(),
                    model.model(),
                    model.size(),
                    model.head().classes(),
                    senses,
                    Device.cpu()),
                senses,
                settled));
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public List<String> mayHaveSeen() {
    var taught = model.head().trainedOn();
    return taught.isEmpty() ? List.of() : List.of(taught);
  }

  @Override
  public Said look(List<ClipSource> clips, FeatureProgress progress) throws InterruptedException {
    double warmth = temperature == null ? calibrated(progress) : temperature;
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashMap<String, String>();
    var none = new HashSet<String>();
    var unreadable = new HashMap<String, String>();
    for (var said : recognizer.look(clips, progress).entrySet()) {
      switch (said.getValue()) {
        case Opinion.Says(var shares) -> {
          var ofLabels = Warmth.scaled(mapping.ofLabels(shares), warmth);
          var likely = mapping.likely(ofLabels);
          outside += mapping.outside(ofLabels);
          looked++;
          if (likely.isEmpty()) {
            none.add(said.getKey());
          } else {
            votes.put(said.getKey(), likely);
          }
        }
        case Opinion.Unreadable(var why) -> unreadable.put(said.getKey(), why);
        case Opinion.CannotSay(var reason) -> unseen.put(said.getKey(), reason);
      }
    }
    return new Said(votes, unseen, none, unreadable);
  }

  /// Looks at settled clips and takes the temperature; 1 where there are too few.
  private double calibrated(FeatureProgress progress) throws InterruptedException {
    double found = 1;
    if (settled.size() >= FEWEST_TRUTHS) {
      var said = new ArrayList<double[]>();
      var places = new ArrayList<Integer>();
      var opinions = recognizer.look(List.copyOf(settled.keySet()), progress.ofBeforehand());
      for (var one : settled.entrySet()) {
        var place = mapping.place(one.getValue());
        if (place.isPresent()
            && opinions.get(one.getKey().clip()) instanceof Opinion.Says(var shares)) {
          said.add(mapping.ofLabels(shares));
          places.add(place.get());
        }
      }
      if (said.size() >= FEWEST_TRUTHS) {
        truths = said.size();
        found = Warmth.of(said, places);
      }
    }
    temperature = found;
    return found;
  }

  @Override
  public Map<String, Object> basis() {
    var basis = new LinkedHashMap<String, Object>();
    basis.put("classes", model.head().classes());
    basis.put("trainedOn", model.head().trainedOn());
    basis.put("mapping", mapping.mapped());
    basis.put("unmapped", mapping.unmapped());
    basis.put("outsideShare", looked == 0 ? 0 : outside / looked);
    basis.put("temperatureFrom", truths);
    if (truths > 0 && temperature != null) {
      basis.put("temperature", temperature);
    }
    return basis;
  }

  @Override
  public void close() {
    recognizer.close();
    senses.close();
  }
}
