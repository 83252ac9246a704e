package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import undertone.models.Encoder;

/// The baseline of 2024: attention over modalities as in [Mer23Attention], with encoders of its
/// own, of whole utterances or of frames. Of frames an LSTM reads all and its last state is taken.
///
/// Source: Lian et al. 2024, *MERBench*, sec. 4; `attention` of the organisers' code.
public final class Mer24Attention extends FusionNet {

  /// What features describe.
  public enum Level {
    /// `[B,D]`
    UTTERANCE,
    /// `[B,T,D]`, padded with zeros at the end
    FRAME
  }

  private interface Reader {
    NDArray encode(ParameterStore store, NDArray in, boolean training);
  }

  private final MerBenchConfig config;
  private final Reader audioEncoder;
  private final Reader textEncoder;
  private final Reader videoEncoder;
  private final UtteranceEncoder attentionEncoder;
  private final Linear attention;

  public Mer24Attention(MerBenchConfig config, Level level) {
    super(config.classes(), config.dropout());
    this.config = config;
    audioEncoder = reader("audio_encoder", config.audio(), level);
    textEncoder = reader("text_encoder", config.text(), level);
    videoEncoder = reader("video_encoder", config.video(), level);
    attentionEncoder =
        new UtteranceEncoder(this, "attention_mlp", 3 * config.hidden(), config.hidden());
    attention = linear("fc_att", config.hidden(), 3);
    heads(config.hidden());
  }

  private Reader reader(String path, int in, Level level) {
    return switch (level) {
      case UTTERANCE -> new UtteranceEncoder(this, path, in, config.hidden())::encode;
      case FRAME -> {
        var rnn = lstm(path + ".rnn", in, config.hidden());
        var linear = linear(path + ".linear_1", config.hidden(), config.hidden());
        yield (store, frames, training) -> lastState(rnn, linear, store, frames, training);
      }
    };
  }

  private NDArray lastState(
      LSTM rnn, Linear linear, ParameterStore store, NDArray frames, boolean training) {
    var states = Encoder.pass(rnn, store, frames, training); // [B,T,h]
    var last = states.get(":, -1, :"); // [B,h]
    return Encoder.pass(linear, store, drop(last, training), training);
  }

  @Override
  NDList fuse(ParameterStore store, NDArray audio, NDArray text, NDArray video, boolean training) {
    var encoded =
        new NDList(
            audioEncoder.encode(store, audio, training), // [B,h] each
            textEncoder.encode(store, text, training),
            videoEncoder.encode(store, video, training));
    var together = attentionEncoder.encode(store, NDArrays.concat(encoded, 1), training); // [B,h]
    var weights = Encoder.pass(attention, store, together, training); // [B,3]
    var fused =
        NDArrays.stack(encoded, 2) // [B,h,3]
            .matMul(weights.expandDims(2)) // [B,h,1]
            .squeeze(2);
    return new NDList(fused, weights);
  }

  @Override
  int width() {
    return config.hidden();
  }
}
