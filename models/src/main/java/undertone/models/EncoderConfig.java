package undertone.models;

import ai.djl.ndarray.types.Shape;

/// The sizes of an [Encoder]; whatever is built on top of one needs to know no more.
public interface EncoderConfig {

  /// One clip as the encoder takes it, without the axis of the batch.
  Shape input();

  /// Numbers per clip that come out (E).
  int width();

  /// A new encoder, still without weights.
  Encoder build();
}
