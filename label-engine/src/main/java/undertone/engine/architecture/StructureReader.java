package undertone.engine.architecture;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import undertone.engine.features.ClipSource;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.multimodal.Gaps;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.Warmth;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.SearchedModel;

/// A model whose structure was found, and which has learned, says what it makes of clips. One
/// thread at a time.
public final class StructureReader implements AutoCloseable {
  private final RecognitionFolder folder;
  private final FeatureCard card;
  private final StructureCard structure;
  private final SpeechNet.OfBoth net;
  private final SensesReader senses;
  private final NDManager manager;

  private StructureReader(
      RecognitionFolder folder,
      FeatureCard card,
      StructureCard structure,
      SpeechNet.OfBoth net,
      SensesReader senses,
      NDManager manager) {
    this.folder = folder;
    this.card = card;
    this.structure = structure;
    this.net = net;
    this.senses = senses;
    this.manager = manager;
  }

  /// @throws undertone.models.weights.UnreadableWeightsException if the folder holds no trained
  ///   model, or a damaged one
  public static StructureReader open(Path path, SensesReader senses, Device device)
      throws IOException {
    var folder = RecognitionFolder.whole(path);
    if (SearchedModel.named(folder.model()).isEmpty()) {
      throw RecognitionFolder.damaged(
          path, "it is of the model \"%s\", which is not hosted".formatted(folder.model()));
    }
    var structure = StructureCard.read(path);
    var manager = NDManager.newBaseManager(device);
    try {
      var net =
          SpeechNet.of(
              structure.found(), structure.facts().plan(), structure.facts().form(), manager);
      folder.fill(net.arrays(), manager);
      return new StructureReader(folder, FeatureCard.read(path), structure, net, senses, manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /// What it must be shown.
  public FeatureCard card() {
    return card;
  }

  /// What the model says of clips, by their names.
  ///
  /// @param clips what is known of them, by the sources of its card, by steps
  public Map<String, Opinion> look(List<ClipSource> asked, DescribedClips clips)
      throws InterruptedException {
    var opinions = new LinkedHashMap<String, Opinion>();
    var maps = new HashMap<String, float[][]>();
    var lessons = new ArrayList<DescribedStreams.Lesson>();
    var unreadable = clips.unreadable();
    for (var clip : asked) {
      try {
        senses.of(clip).sound().ifPresent(sound -> maps.put(clip.clip(), MelMap.of(sound)));
      } catch (IOException e) {
        opinions.put(clip.clip(), new Opinion.Unreadable(String.valueOf(e.getMessage())));
        continue;
      }
      var why = unreadable.get(clip.clip());
      if (why != null) {
        opinions.put(clip.clip(), new Opinion.Unreadable(why));
      } else if (maps.containsKey(clip.clip()) || clips.knows(clip.clip())) {
        lessons.add(new DescribedStreams.Lesson(clip.clip(), 0, ""));
      } else {
        opinions.put(clip.clip(), new Opinion.CannotSay("no words, sound or face"));
      }
    }
    if (!lessons.isEmpty()) {
      ask(lessons, clips, maps, opinions);
    }
    return opinions;
  }

  private void ask(
      List<DescribedStreams.Lesson> lessons,
      DescribedClips clips,
      Map<String, float[][]> maps,
      Map<String, Opinion> opinions) {
    var facts = structure.facts();
    var streams =
        new DescribedStreams(
            lessons,
            facts.form().classes(),
            clips.as(FeatureModel.Reads.STEPS).on(card.scale()),
            maps,
            Gaps.NONE);
    var batches =
        new SpeechBatches(streams, facts.maps(), ColumnScale.none(facts.form().numbers()));
    try (var _ = TrainingTurn.take()) {
      var said =
          new SpeechTraining(net, batches, facts.plan(), manager)
              .said(IntStream.range(0, lessons.size()).boxed().toList());
      for (int i = 0; i < said.size(); i++) {
        var p = Warmth.scaled(said.get(i), folder.temperature());
        opinions.put(lessons.get(i).clip(), new Opinion.Says(Arrays.stream(p).boxed().toList()));
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
