package undertone.annotator.jobs;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.clip.Clip;
import undertone.corpora.media.MediaStore;
import undertone.engine.features.FeatureProgress;
import undertone.engine.frames.FrameReader;
import undertone.engine.recognition.Opinion;
import undertone.engine.recognition.Recognizer;
import undertone.engine.recognition.RgbPicture;

/// Has a model that has learned show what it does on some clips, for its page.
final class ModelShow {
  private static final int EXAMPLES = 6;
  private static final int FRAMES = 12; // of a clip that is read frame by frame
  private static final int MOST_TRIED = 40; // clips may have no face

  private ModelShow() {}

  /// How a pre-trained model fills in what is hidden.
  static void fillings(Recognizer model, List<Clip> clips, MediaStore media, JobContext context)
      throws IOException, InterruptedException {
    var folder = folder(context);
    var examples = new ArrayList<ModelExample>();
    for (var clip : shown(clips)) {
      context.stopIfCancelled();
      if (examples.size() == EXAMPLES) {
        break;
      }
      var filled = model.reconstruct(ClipSources.of(clip, media), clip.id().value());
      if (filled.isPresent()) {
        examples.add(
            new ModelExample(
                clip.id().value(),
                clip.name(),
                List.of(
                    row(folder, clip, ModelExample.Shows.ORIGINAL, filled.get().original()),
                    row(folder, clip, ModelExample.Shows.MASKED, filled.get().masked()),
                    row(folder, clip, ModelExample.Shows.FILLED, filled.get().restored())),
                filled.get().original().size(),
                List.of(),
                ""));
      }
    }
    write(folder, examples);
  }

  /// What a fine-tuned model says of clips, and which of their frames speak for it.
  static void looks(Recognizer model, List<Clip> clips, MediaStore media, JobContext context)
      throws IOException, InterruptedException {
    var folder = folder(context);
    var examples = new ArrayList<ModelExample>();
    for (var clip : shown(clips)) {
      context.stopIfCancelled();
      if (examples.size() == EXAMPLES) {
        break;
      }
      var source = ClipSources.of(clip, media);
      var frames = model.frames(source);
      var said = model.look(List.of(source), FeatureProgress.SILENT).get(source.clip());
      if (!frames.isEmpty() && said instanceof Opinion.Says(var shares)) {
        examples.add(
            new ModelExample(
                clip.id().value(),
                clip.name(),
                List.of(row(folder, clip, ModelExample.Shows.ORIGINAL, frames)),
                frames.size(),
                weights(model.strip(source)),
                model.folder().classes().get(likeliest(shares))));
      }
    }
    write(folder, examples);
  }

  /// What a model of frames says of clips, and which of their frames say so.
  static void faces(FrameReader model, List<Clip> clips, MediaStore media, JobContext context)
      throws IOException, InterruptedException {
    var folder = folder(context);
    var examples = new ArrayList<ModelExample>();
    for (var clip : shown(clips)) {
      context.stopIfCancelled();
      if (examples.size() == EXAMPLES) {
        break;
      }
      var shown = model.shown(ClipSources.of(clip, media), FRAMES);
      if (shown.isPresent()) {
        var frames = shown.get().frames();
        examples.add(
            new ModelExample(
                clip.id().value(),
                clip.name(),
                List.of(row(folder, clip, ModelExample.Shows.ORIGINAL, frames)),
                frames.size(),
                weights(shown.get().shares()),
                model.classes().get(shown.get().said())));
      }
    }
    write(folder, examples);
  }

  /// A model's page has no blur to lift, so what may distress is left out.
  static List<Clip> shown(List<Clip> clips) {
    return clips.stream().filter(clip -> !clip.distressing()).limit(MOST_TRIED).toList();
  }

  private static int likeliest(List<Double> shares) {
    return IntStream.range(0, shares.size())
        .reduce((a, b) -> shares.get(b) > shares.get(a) ? b : a)
        .orElseThrow();
  }

  /// Shares of the frame that speaks loudest; frames that speak against the label count nothing.
  private static List<Double> weights(List<Double> strip) {
    double most = strip.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return most <= 0 ? List.of() : strip.stream().map(fall -> Math.max(0, fall) / most).toList();
  }

  private static Path folder(JobContext context) throws IOException {
    return Files.createDirectories(context.folder().resolve(ModelExample.FOLDER));
  }

  private static ModelExample.Row row(
      Path folder, Clip clip, ModelExample.Shows shows, List<RgbPicture> frames)
      throws IOException {
    var name = "%s-%s.png".formatted(clip.id(), shows.name().toLowerCase(Locale.ROOT));
    Files.write(folder.resolve(name), png(frames));
    return new ModelExample.Row(shows, name);
  }

  /// Frames side by side.
  private static byte[] png(List<RgbPicture> frames) throws IOException {
    int width = frames.getFirst().width();
    int height = frames.getFirst().height();
    var picture = new BufferedImage(width * frames.size(), height, BufferedImage.TYPE_INT_RGB);
    for (int f = 0; f < frames.size(); f++) {
      picture.setRGB(f * width, 0, width, height, frames.get(f).rgb(), 0, width);
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  private static void write(Path folder, List<ModelExample> examples) throws IOException {
    Files.writeString(
        folder.resolve(ModelExample.LIST),
        JsonMapper.shared().writeValueAsString(new ModelExample.All(examples)));
  }
}
