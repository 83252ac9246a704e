package undertone.engine.features;

import java.util.Locale;

/// One way to describe a face; [FaceDescription] puts several side by side.
public enum FacePart {
  /// Gradients and textures: nothing is learned, nothing was seen before.
  HOG,
  /// The same of a face that a network has turned and scaled which learned where its parts are.
  ALIGNED,
  /// By a network that learned expressions from public faces.
  FACE_NET,
  /// By a network that learned where the parts of a face are.
  LANDMARKS,
  /// By a network that learned to tell people apart.
  DESCRIPTOR;

  /// As it is typed: `face-net`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
