package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.MediaDecoder;

/// All extractors of the product. A run takes those of voice and words, and of faces the
/// description it asks for.
public final class Extractors implements AutoCloseable {
  private final FaceFeatures drawnFaces;
  private final Optional<FaceExpressionFeatures> learnedFaces;
  private final List<FeatureExtractor> others;

  /// @throws IOException if the face network's weights are not those the product was made with
  public Extractors(MediaDecoder media) throws IOException {
    this(media, FaceExpressionFeatures.open(media));
  }

  Extractors(MediaDecoder media, Optional<FaceExpressionFeatures> learnedFaces) {
    drawnFaces = new FaceFeatures(media);
    this.learnedFaces = learnedFaces;
    others =
        List.of(new VoiceFeatures(media), SentenceEmbedding.english(), SentenceEmbedding.chinese());
  }

  /// Where this build has no face network, faces are drawn whatever is asked for.
  public List<FeatureExtractor> with(FaceDescription faces) {
    var chosen = new ArrayList<FeatureExtractor>();
    if (faces.drawn() || learnedFaces.isEmpty()) {
      chosen.add(drawnFaces);
    }
    if (faces.learned()) {
      learnedFaces.ifPresent(chosen::add);
    }
    chosen.addAll(others);
    return chosen;
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
    learnedFaces.ifPresent(FaceExpressionFeatures::close);
  }
}
