package undertone.engine.features;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How faces are described, by the names of REST, command line and benches: one way or several side
/// by side, such as `hog+landmarks`.
///
/// @param parts at least one, each once, in the order of [FacePart]
public record FaceDescription(List<FacePart> parts) {
  /// What older plans mean, and all there is in a build without networks.
  public static final FaceDescription HOG = new FaceDescription(List.of(FacePart.HOG));

  /// What is usual.
  public static final FaceDescription ALIGNED = new FaceDescription(List.of(FacePart.ALIGNED));

  private static final String BOTH = "both"; // the word for the first two when there were no others

  public FaceDescription {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("Faces must be described by something.");
    }
    parts = List.copyOf(EnumSet.copyOf(parts));
  }

  /// Whether it takes anything learned.
  boolean learned() {
    return !equals(HOG);
  }

  /// As it is typed: `hog+landmarks`.
  @JsonValue
  public String written() {
    return parts.stream().map(FacePart::written).collect(Collectors.joining("+"));
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
    return new FaceDescription(
        Arrays.stream(words.split("[+,]", -1)).map(word -> part(word.strip(), written)).toList());
  }

  private static FacePart part(String word, String written) {
    return Arrays.stream(FacePart.values())
        .filter(p -> p.written().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Faces cannot be described by \"%s\"; choose %s, or several with + between them."
                    .formatted(
                        written,
                        Arrays.stream(FacePart.values())
                            .map(FacePart::written)
                            .collect(Collectors.joining(", ")))));
  }
}
