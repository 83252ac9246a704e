package undertone.engine.features;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How faces are described, by the names of REST, command line and benches: one way or several side
/// by side, such as `hog+landmarks`. A model that learned on the corpus at hand, or whose weights
/// were brought in, is a way as well, by its name: `aligned+mae-dfer-tiny-12`.
///
/// @param parts each once, in the order of [FacePart]
/// @param models names of models, each once, in the order of the alphabet; where there are none,
///   there is a part
public record FaceDescription(List<FacePart> parts, List<String> models) {
  /// What older plans mean, and all there is in a build without networks.
  public static final FaceDescription HOG = new FaceDescription(List.of(FacePart.HOG));

  /// What is usual.
  public static final FaceDescription ALIGNED = new FaceDescription(List.of(FacePart.ALIGNED));

  private static final String BOTH = "both"; // the word for the first two when there were no others

  /// A model is called by what it is and the number of the run in which it learned, or the
  /// beginning of the hash of the file that it was brought in.
  private static final Pattern MODEL = Pattern.compile("[a-z][a-z0-9-]*-(\\d+|[0-9a-f]{12})");

  public FaceDescription {
    if (parts.isEmpty() && models.isEmpty()) {
      throw new IllegalArgumentException("Faces must be described by something.");
    }
    parts = parts.stream().distinct().sorted().toList();
    models = models.stream().distinct().sorted().toList();
  }

  /// Without models of a corpus.
  public FaceDescription(List<FacePart> parts) {
    this(parts, List.of());
  }

  /// Whether it takes any of the networks that come with the product.
  boolean learned() {
    return parts.stream().anyMatch(part -> part != FacePart.HOG);
  }

  /// As it is typed: `hog+landmarks`.
  @JsonValue
  public String written() {
    return Stream.concat(parts.stream().map(FacePart::written), models.stream())
        .collect(Collectors.joining("+"));
  }

  /// @param written parts with `+` or `,` between them; plans of older runs have one word in
  ///   capitals
  /// @throws IllegalArgumentException naming the parts there are
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static FaceDescription of(String written) {
    var words = written.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    if (words.equals(BOTH)) {
      return new FaceDescription(List.of(FacePart.HOG, FacePart.FACE_NET));
    }
    var parts = new ArrayList<FacePart>();
    var models = new ArrayList<String>();
    for (var word : words.split("[+,]", -1)) {
      if (MODEL.matcher(word.strip()).matches()) {
        models.add(word.strip());
      } else {
        parts.add(part(word.strip(), written));
      }
    }
    return new FaceDescription(parts, models);
  }

  private static FacePart part(String word, String written) {
    return Arrays.stream(FacePart.values())
        .filter(p -> p.written().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Faces cannot be described by \"%s\"; choose %s, a model that describes the corpus, or several with + between them."
                    .formatted(
                        written,
                        Arrays.stream(FacePart.values())
                            .map(FacePart::written)
                            .collect(Collectors.joining(", ")))));
  }
}
