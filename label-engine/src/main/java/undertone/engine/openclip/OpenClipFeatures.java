package undertone.engine.openclip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import undertone.corpora.Modality;
import undertone.engine.captions.Vectors;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.DescribingModel;
import undertone.engine.recognition.SensesReader;

/// Where the face of a clip lies in the space of a CLIP network `[D]`: the direction of the mean
/// over eight frames, evenly spread.
///
/// It looks at the upright face and at nothing around it, as other models do that are hosted: with
/// whole frames, clips of one room lie together before those of one expression do. A clip without a
/// face has no place.
///
/// Source: Radford et al. 2021, *CLIP*, sec. 2.4; the mean over frames as in Luo et al. 2022,
/// *CLIP4Clip*, sec. 3.3 (mean pooling).
public final class OpenClipFeatures implements DescribingModel {
  private static final int FRAMES = 8;

  private final String name;
  private final OpenClipTowers towers;
  private final SensesReader senses;

  private OpenClipFeatures(String name, OpenClipTowers towers, SensesReader senses) {
    this.name = name;
    this.towers = towers;
    this.senses = senses;
  }

  /// @param name under which the model is known
  /// @param weights as they were brought in
  /// @param senses not closed with the model
  /// @throws undertone.models.weights.UnreadableWeightsException if they are damaged
  public static OpenClipFeatures open(String name, Path weights, SensesReader senses)
      throws IOException {
    return new OpenClipFeatures(name, OpenClipTowers.open(weights), senses);
  }

  /// The network that looks, which closes with this.
  OpenClipTowers towers() {
    return towers;
  }

  /// The model's name.
  @Override
  public String id() {
    return name;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "weights=%s,quickGelu=%s,frames=%d"
        .formatted(towers.file().sha256(), towers.file().quickGelu(), FRAMES);
  }

  @Override
  public Channel channel() {
    return Channel.VISUAL;
  }

  @Override
  public int dim() {
    return towers.width();
  }

  @Override
  public boolean supports(ClipSource clip) {
    return clip.file() != null
        && (clip.modality() == Modality.VIDEO || clip.modality() == Modality.IMAGE);
  }

  /// None: it learned from pictures and the words beside them.
  @Override
  public List<String> taught() {
    return List.of();
  }

  @Override
  public boolean readsWords() {
    return true;
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) throws IOException, InterruptedException {
    var film = senses.of(clip).faces();
    if (film.isEmpty()) {
      return Optional.empty();
    }
    var pictures = FacePixels.spread(film.get(), FRAMES, towers.file().config().side());
    return Optional.of(Vectors.mean(List.of(towers.pictures(pictures))));
  }

  @Override
  public void close() {
    towers.close();
  }
}
