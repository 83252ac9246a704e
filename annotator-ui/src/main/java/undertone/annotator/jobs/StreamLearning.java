package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.ClipId;
import undertone.corpora.clip.Clip;
import undertone.corpora.media.MediaStore;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.frames.FrameCard;
import undertone.engine.frames.FrameLesson;
import undertone.engine.frames.StreamCard;
import undertone.engine.frames.StreamCourse;
import undertone.engine.frames.StreamTraining;
import undertone.engine.frames.StreamedClips;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionWatch;

/// Lets a model of streams learn what a corpus knows of its clips: labels, what is followed frame
/// by frame, and what people rated of the whole. A clip of which any of these is known teaches.
///
/// @param labels by clip
/// @param tracks likewise; of valence and arousal, for units of faces are not followed
/// @param ratings likewise
record StreamLearning(
    TrainPlan plan,
    FeatureChoice features,
    Map<ClipId, String> labels,
    Map<ClipId, List<FrameTrack>> tracks,
    Map<ClipId, Map<Measure, Double>> ratings) {

  StreamLearning {
    tracks = ofAffect(tracks);
  }

  private static Map<ClipId, List<FrameTrack>> ofAffect(Map<ClipId, List<FrameTrack>> tracks) {
    var affect = new HashMap<ClipId, List<FrameTrack>>();
    tracks.forEach((clip, all) -> {
      var some = all.stream().filter(track -> track.measure().unit().isEmpty()).toList();
      if (!some.isEmpty()) {
        affect.put(clip, some);
      }
    });
    return affect;
  }

  /// Those of some clips that teach.
  List<Clip> teaching(List<Clip> clips, List<String> classes) {
    return clips.stream()
        .filter(clip ->
            classes.contains(labels.getOrDefault(clip.id(), ""))
                || !tracks.getOrDefault(clip.id(), List.of()).isEmpty()
                || ratings.containsKey(clip.id()))
        .toList();
  }

  /// @param clips that teach
  List<FrameLesson> lessons(List<Clip> clips, List<String> classes, MediaStore media) {
    var lessons = new ArrayList<FrameLesson>();
    for (var clip : clips) {
      int label = classes.indexOf(labels.getOrDefault(clip.id(), ""));
      lessons.add(
          new FrameLesson(
              ClipSources.of(clip, media),
              label >= 0 ? label : FrameLesson.UNLABELLED,
              PseudoPool.group(clip),
              tracks.getOrDefault(clip.id(), List.of()),
              ratings.getOrDefault(clip.id(), Map.of())));
    }
    return lessons;
  }

  /// @param folder of the run's model
  RecognitionFolder learn(
      List<FrameLesson> lessons,
      List<String> classes,
      StreamedClips clips,
      Path folder,
      RecognitionWatch watch)
      throws IOException {
    var usual =
        StreamCourse.usual(plan.model(), plan.size())
            .withSeed(plan.seed())
            .withMissing(features.missing());
    return new StreamTraining(
            plan.epochs() == null ? usual : usual.withEpochs(plan.epochs()), Device.cpu())
        .run(lessons, classes, clips, folder, watch);
  }

  /// What the run's page and commands tell of what was learned.
  Map<String, Object> found(List<FrameLesson> lessons, Path folder) throws IOException {
    var card = FrameCard.read(folder);
    var found = new LinkedHashMap<String, Object>();
    found.put("missing", FeatureCard.read(folder).missing());
    found.put("bestEpoch", card.bestEpoch());
    found.put("choosing", card.choosing());
    found.put("clips", lessons.size());
    found.put("followed", lessons.stream().filter(one -> !one.tracks().isEmpty()).count());
    found.put("rated", lessons.stream().filter(one -> !one.whole().isEmpty()).count());
    found.put("heads", card.heads());
    found.put("frames", card.figures());
    found.put("streams", StreamCard.read(folder));
    return found;
  }
}
