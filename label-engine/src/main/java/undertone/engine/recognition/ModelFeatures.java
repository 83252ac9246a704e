package undertone.engine.recognition;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipSource;

/// A trained model that describes clips: what its head reads of each `[D]`, or, of one that was
/// pre-trained only, what a head would read.
///
/// A model that reads faces and sound together gives one vector of both, which stands with what is
/// seen. Where a clip shows nothing that it reads, there is none.
public final class ModelFeatures implements DescribingModel {
  private final String name;
  private final Recognizer model;

  private ModelFeatures(String name, Recognizer model) {
    this.name = name;
    this.model = model;
  }

  /// @param name under which the model is known, such as `mae-dfer-tiny-12`
  /// @param folder what its training left
  /// @param senses not closed with the model
  /// @throws undertone.models.weights.UnreadableWeightsException if the folder holds no trained
  ///   model that looks at clips, or a damaged one
  public static ModelFeatures open(String name, Path folder, SensesReader senses)
      throws IOException {
    return new ModelFeatures(name, Recognizer.open(folder, senses, Device.cpu()));
  }

  /// The model's name.
  @Override
  public String id() {
    return name;
  }

  /// Rises also with what [Reading] and [MediaSenses] make of a clip.
  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "weights=%s,windows=%d".formatted(model.folder().hash(), model.folder().views().clips());
  }

  @Override
  public Channel channel() {
    return model.reading().looks() ? Channel.VISUAL : Channel.AUDIO;
  }

  @Override
  public int dim() {
    return model.width();
  }

  @Override
  public boolean supports(ClipSource clip) {
    return clip.file() != null
        && switch (clip.modality()) {
          case TEXT -> false;
          case AUDIO -> model.reading().listens();
          case IMAGE -> model.reading().looks();
          case VIDEO -> true;
        };
  }

  @Override
  public List<String> taught() {
    return model.folder().taught();
  }

  @Override
  public Optional<String> mayHaveSeen() {
    return taught().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s of %d clips, from which %s learned"
                .formatted(
                    model.folder().stage() == Stage.RATING ? "ratings" : "labels",
                    taught().size(),
                    name));
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) throws IOException, InterruptedException {
    return model.embed(clip);
  }

  @Override
  public void close() {
    model.close();
  }
}
