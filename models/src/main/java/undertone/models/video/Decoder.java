package undertone.models.video;

import ai.djl.ndarray.NDArray;

/// The small transformer that fills the gaps in pre-training, and is thrown away afterwards.
///
/// @param width of a token (D')
/// @param heads its attention's
/// @param depth blocks
public record Decoder(int width, int heads, int depth) {
  public static final Decoder BASE = new Decoder(384, 6, 4);
  public static final Decoder TINY = new Decoder(48, 4, 2);

  public Decoder {
    if (heads < 1 || depth < 1 || width < heads || width % heads != 0) {
      throw new IllegalArgumentException(
          "A decoder needs blocks and a width its heads can share but was given depth=%d, width=%d, heads=%d."
              .formatted(depth, width, heads));
    }
  }

  /// @param encoded width of the encoder (D)
  /// @param numbers that are filled in for each hidden token (P)
  public void declare(Layout layout, int encoded, int numbers) {
    layout.array("mask_token", 1, 1, width).array("encoder_to_decoder.weight", width, encoded);
    for (int j = 0; j < depth; j++) {
      layout.block("decoder.blocks." + j, width);
    }
    layout.norm("decoder.norm", width).linear("decoder.head", width, numbers);
  }

  /// What the hidden tokens held.
  ///
  /// @param encoded visible tokens `[B,Nv,D]`
  /// @param visible where they stand `[B,Nv]`
  /// @param hidden where those stand that are asked for `[B,Nm]`
  /// @param tokens all there are (N)
  /// @return `[B,Nm,P]`
  public NDArray fill(Pass pass, NDArray encoded, NDArray visible, NDArray hidden, int tokens) {
    var known =
        pass.linear(encoded, "encoder_to_decoder")
            .add(Tokens.positions(visible, tokens, width)); // [B,Nv,D']
    var x = known.concat(asked(pass, "mask_token", hidden, tokens), 1); // [B,N,D']
    for (int j = 0; j < depth; j++) {
      x = pass.block(x, "decoder.blocks." + j, heads, 0);
    }
    return read(pass, "decoder", x, hidden);
  }

  /// Tokens that know nothing but where they stand, `[B,Nm,D']`.
  public NDArray asked(Pass pass, String name, NDArray hidden, int tokens) {
    return Tokens.positions(hidden, tokens, width).add(pass.weight(name));
  }

  /// The numbers of the hidden tokens, which are the last of a decoder's.
  ///
  /// @param x `[B,N,D']`
  public NDArray read(Pass pass, String path, NDArray x, NDArray hidden) {
    long from = x.getShape().get(1) - hidden.getShape().get(1);
    var last = x.get(":, %d:".formatted(from)); // [B,Nm,D']
    return pass.linear(pass.norm(last, path + ".norm"), path + ".head");
  }
}
