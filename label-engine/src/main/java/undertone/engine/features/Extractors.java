package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceWeights;

/// All extractors of the product. A run takes those of voice and words, and of faces the
/// description it asks for.
public final class Extractors implements AutoCloseable {
  private final FaceFeatures drawnFaces;
  private final FacePictures facePictures;
  private final Optional<LearnedFaces> learnedFaces;
  private final List<FeatureExtractor> others;

  /// The networks, which come together or not at all.
  record LearnedFaces(
      FaceFeatures aligned,
      FaceExpressionFeatures expression,
      FaceLandmarkFeatures landmarks,
      FaceDescriptorFeatures descriptor)
      implements AutoCloseable {

    static Optional<LearnedFaces> open(MediaDecoder media) throws IOException {
      var aligned = FaceFeatures.aligned(media);
      var expression = FaceExpressionFeatures.open(media);
      var landmarks = FaceLandmarkFeatures.open(media);
      var descriptor = FaceDescriptorFeatures.open(media);
      if (aligned.isPresent()
          && expression.isPresent()
          && landmarks.isPresent()
          && descriptor.isPresent()) {
        return Optional.of(
            new LearnedFaces(aligned.get(), expression.get(), landmarks.get(), descriptor.get()));
      }
      aligned.ifPresent(FaceFeatures::close);
      expression.ifPresent(FaceExpressionFeatures::close);
      landmarks.ifPresent(FaceLandmarkFeatures::close);
      descriptor.ifPresent(FaceDescriptorFeatures::close);
      return Optional.empty();
    }

    @Override
    public void close() {
      aligned.close();
      expression.close();
      landmarks.close();
      descriptor.close();
    }
  }

  /// @throws IOException if a face network's weights are not those the product was made with
  public Extractors(MediaDecoder media) throws IOException {
    this(media, FacePictures.open(media), LearnedFaces.open(media));
  }

  Extractors(MediaDecoder media, FacePictures facePictures, Optional<LearnedFaces> learnedFaces) {
    drawnFaces = new FaceFeatures(media);
    this.facePictures = facePictures;
    this.learnedFaces = learnedFaces;
    others =
        List.of(new VoiceFeatures(media), SentenceEmbedding.english(), SentenceEmbedding.chinese());
  }

  /// Where this build has no face networks, faces are drawn whatever is asked for.
  ///
  /// @throws IllegalArgumentException if the description names models of a corpus: none is at hand
  public List<FeatureExtractor> with(FaceDescription faces) {
    if (!faces.models().isEmpty()) {
      throw new IllegalArgumentException(
          "%s learned on a corpus and describes clips of that corpus alone; leave it out here."
              .formatted(String.join(", ", faces.models())));
    }
    return with(faces, List.of());
  }

  /// The same beside models that learned on a corpus.
  ///
  /// @param models those that the description names
  public List<FeatureExtractor> with(
      FaceDescription faces, List<? extends FeatureExtractor> models) {
    var chosen = new ArrayList<FeatureExtractor>(models);
    if (faces.parts().isEmpty()) {
      // models alone
    } else if (learnedFaces.isEmpty()) {
      chosen.add(drawnFaces);
    } else {
      for (var part : faces.parts()) {
        chosen.add(
            switch (part) {
              case HOG -> drawnFaces;
              case ALIGNED -> learnedFaces.get().aligned();
              case FACE_NET -> learnedFaces.get().expression();
              case LANDMARKS -> learnedFaces.get().landmarks();
              case DESCRIPTOR -> learnedFaces.get().descriptor();
            });
      }
    }
    chosen.addAll(others);
    return chosen;
  }

  /// Faces as pictures, for networks that read those.
  public FacePictures pictures() {
    return facePictures;
  }

  /// Whether this build has the face networks, which come together or not at all.
  public static boolean haveFaceNetworks() {
    return Arrays.stream(FaceWeights.values()).allMatch(FaceWeights::isInBuild);
  }

  /// The expression network, where this build has the face networks.
  public Optional<FaceExpressionFeatures> expression() {
    return learnedFaces.map(LearnedFaces::expression);
  }

  /// One sentence on what is asked for and cannot be had.
  public Optional<String> missing(FaceDescription faces) {
    return faces.learned() && learnedFaces.isEmpty()
        ? Optional.of(FaceExpressionFeatures.ABSENT)
        : Optional.empty();
  }

  /// Frees the detectors and networks. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    drawnFaces.close();
    facePictures.close();
    learnedFaces.ifPresent(LearnedFaces::close);
  }
}
