package undertone.models.hicmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import undertone.models.Constant;
import undertone.models.clip.CaptionLoss;
import undertone.models.clip.CaptionPairs;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Targets;
import undertone.models.video.Tokens;

/// Two vision transformers, of faces and of voices, and one in which each attends to the other.
///
/// - in: clips `[B,3,T,H,W]`, colours as `Targets.normalised` makes them; log-mel spectrograms
///   `[B,1,F,M]`, frames and bands
/// - out: scores of classes before the softmax `[B,K]`; in pre-training what the hidden cubes and
///   patches held, and how far the two senses agree
///
/// Letters: B clips, N tokens of a sense, L blocks of its encoder, D width, D' of its decoder.
///
/// Three things tell it from a plain autoencoder of both: blocks in between are handed to the
/// decoders, are contrasted, and are all read in fine-tuning.
///
/// Source: Sun et al. 2024, *HiCMAE*, sec. 3; `modeling_pretrain_av.py`, `modeling_finetune_av.py`.
public final class HiCmaeNet {
  /// What the published pre-training weighs contrast by; 0.1 makes it fail.
  public static final double CONTRAST = 0.0025;

  private static final double TEMPERATURE = 0.07;

  private final HiCmaeConfig config;

  public HiCmaeNet(HiCmaeConfig config) {
    this.config = config;
  }

  /// Something of faces and the same of voices.
  private record Both(NDArray video, NDArray audio) {}

  /// What pre-training answers.
  ///
  /// @param video what the hidden cubes held `[B,Nm,P]`
  /// @param audio what the hidden patches held `[B,Nm,patch²]`
  /// @param contrast sum over levels of how badly faces and voices of a clip find each other among
  ///   those of the batch, nats, no axes
  public record Filled(NDArray video, NDArray audio, NDArray contrast) {}

  /// How much each class speaks from clips, `[B,K]`.
  public NDArray classify(Pass pass, NDArray clips, NDArray spectrograms) {
    return pass.linear(features(pass, clips, spectrograms), "head");
  }

  /// What classes are told apart by: faces and voices over all blocks, then each having read the
  /// other, `[B,4D]`.
  public NDArray features(Pass pass, NDArray clips, NDArray spectrograms) {
    var faces = stacked(pass, Sense.FACES, clips); // [B,N,L,D]
    var voices = stacked(pass, Sense.VOICES, spectrograms);
    var fused = fused(pass, new Both(last(faces), last(voices)), config.dropPath());
    var parts =
        new NDList(
            pass.seen("feature_video_layers", overLayers(pass, faces, Sense.FACES)), // [B,D] each
            pass.seen("feature_audio_layers", overLayers(pass, voices, Sense.VOICES)),
            pass.seen("feature_fused_video", fused.video().mean(new int[] {1})),
            pass.seen("feature_fused_audio", fused.audio().mean(new int[] {1})));
    return pass.norm(pass.seen("feature_concat", NDArrays.concat(parts, 1)), "fc_norm");
  }

  /// What classes are told apart by where one sense is all there is, as the paper reads faces or
  /// voices alone: its tokens over all blocks, `[B,D]`.
  ///
  /// @param read clips or spectrograms
  NDArray features(Pass pass, Sense sense, NDArray read) {
    return pass.norm(overLayers(pass, stacked(pass, sense, read), sense), "fc_norm");
  }

  /// The tokens after every block, all through the encoder's last normalisation.
  private NDArray stacked(Pass pass, Sense sense, NDArray read) {
    var everything = Mask.none((int) read.getShape().get(0), config.tokens(sense));
    var layers = encoded(pass, sense, read, everything, config.dropPath());
    return pass.norm(NDArrays.stack(new NDList(layers), 2), norm(sense));
  }

  private static String norm(Sense sense) {
    return "encoder%s.norm".formatted(sense.suffix());
  }

  private static NDArray last(NDArray layers) {
    return layers.get(":, :, -1"); // [B,N,D]
  }

  /// A learned mixture of the blocks' mean tokens, `[B,D]`.
  private static NDArray overLayers(Pass pass, NDArray layers, Sense sense) {
    var shares = pass.weight(sense.word() + "_layer_weights").softmax(0); // [L]
    pass.seen(sense.word() + "_layer_softmax", shares);
    return layers
        .mean(new int[] {1}) // [B,L,D]
        .mul(shares.reshape(1, -1, 1))
        .sum(new int[] {1});
  }

  /// What the hidden cubes and patches held, in ascending order of their places.
  public Filled reconstruct(
      Pass pass, NDArray clips, Mask mask, NDArray spectrograms, Mask audioMask) {
    var faces =
        levels(pass, Sense.FACES, encoded(pass, Sense.FACES, clips, mask, 0)); // [B,Nv,D] each
    var voices =
        levels(pass, Sense.VOICES, encoded(pass, Sense.VOICES, spectrograms, audioMask, 0));
    var contrast = new NDList();
    for (int l = 0; l < config.levels().size(); l++) {
      contrast.add(contrast(pass, faces.get(l), voices.get(l), config.levels().get(l)));
    }
    var fused =
        fused(
            pass,
            new Both(
                pass.seen("encoder.output", faces.getLast()),
                pass.seen("encoder_audio.output", voices.getLast())),
            0);
    return new Filled(
        filled(pass, Sense.FACES, fused.video(), kept(faces), mask),
        filled(pass, Sense.VOICES, fused.audio(), kept(voices), audioMask),
        NDArrays.stack(contrast).sum());
  }

  /// What the hidden tokens of one sense held where it is all there is, `[B,Nm,P]`: its decoder
  /// reads what its encoder says, with nothing to fuse in between and nothing to contrast. Ours;
  /// the paper pre-trains both senses together.
  ///
  /// @param read clips or spectrograms
  NDArray reconstruct(Pass pass, Sense sense, NDArray read, Mask mask) {
    var levels = levels(pass, sense, encoded(pass, sense, read, mask, 0));
    return filled(pass, sense, levels.getLast(), kept(levels), mask);
  }

  /// The kept blocks, then the last one.
  private List<NDArray> levels(Pass pass, Sense sense, List<NDArray> layers) {
    var levels = new ArrayList<NDArray>();
    for (int level : config.levels()) {
      var normed = pass.norm(layers.get(level - 1), norm(sense));
      levels.add(pass.seen("encoder%s.level%d".formatted(sense.suffix(), level), normed));
    }
    levels.add(pass.norm(layers.getLast(), norm(sense)));
    return levels;
  }

  private List<NDArray> kept(List<NDArray> levels) {
    return levels.subList(0, config.levels().size());
  }

  /// How badly faces and voices of the same clips find each other, the mean over both directions.
  static NDArray contrast(Pass pass, NDArray faces, NDArray voices, int level) {
    var found =
        unit(faces.mean(new int[] {1})).matMul(unit(voices.mean(new int[] {1})).transpose());
    var logits = found.div(Constant.beside(found, TEMPERATURE)); // [B,B]
    pass.seen("contrastive_logits_level" + level, logits);
    return CaptionLoss.contrastive(logits, CaptionPairs.own((int) logits.getShape().get(0)));
  }

  private static NDArray unit(NDArray rows) {
    return rows.div(rows.square().sum(new int[] {1}, true).sqrt());
  }

  /// The visible tokens after every block, `[B,Nv,D]` each.
  private List<NDArray> encoded(Pass pass, Sense sense, NDArray read, Mask mask, double drop) {
    var at = "encoder" + sense.suffix();
    int depth = config.depth(sense);
    var patches =
        switch (sense) {
          case FACES -> config.cubes().cut(read);
          case VOICES -> Targets.cut(read, config.patch());
        };
    var all = pass.placed(pass.embed(patches, at + ".patch_embed")); // [B,N,D]
    var x = Tokens.pick(all, mask.visible(patches.getManager()));
    var layers = new ArrayList<NDArray>();
    for (int i = 0; i < depth; i++) {
      var path = "%s.blocks.%d".formatted(at, i);
      x = pass.block(x, path, config.heads(), Pass.drop(drop, i, depth));
      layers.add(x);
    }
    return layers;
  }

  /// Each sense reads the other, both as the other was before.
  private Both fused(Pass pass, Both senses, double dropPath) {
    var v = senses.video();
    var a = senses.audio();
    for (int f = 0; f < config.fusion(); f++) {
      double drop = Pass.drop(dropPath, f, config.fusion());
      var faces = pass.crossBlock(v, a, "encoder_fusion.blocks." + f, config.heads(), drop);
      a = pass.crossBlock(a, v, "encoder_fusion.blocks_audio." + f, config.heads(), drop);
      v = faces;
    }
    return new Both(pass.norm(v, "encoder_fusion.norm"), pass.norm(a, "encoder_fusion.norm_audio"));
  }

  /// A decoder whose first block reads what is fused and whose others read the encoder's levels,
  /// the deepest first.
  private NDArray filled(Pass pass, Sense of, NDArray fused, List<NDArray> levels, Mask mask) {
    var sense = of.suffix();
    var name = of.word();
    var manager = fused.getManager();
    var visible = mask.visible(manager);
    var hidden = mask.hidden(manager);
    var decoder = config.decoder();
    int tokens = (int) (visible.getShape().get(1) + hidden.getShape().get(1));
    var places = Tokens.positions(visible, tokens, decoder.width()); // [B,Nv,D']
    var project = "encoder_to_decoder" + sense;
    var at = "decoder" + sense;

    var known = pass.linear(fused, project).add(places);
    var asked = decoder.asked(pass, "mask_token" + sense, hidden, tokens);
    var x = pass.seen("decoder_input_" + name, known.concat(asked, 1)); // [B,N,D']
    x = pass.block(x, at + ".blocks.0", decoder.heads(), 0);
    for (int j = 1; j < decoder.depth(); j++) {
      int l = levels.size() - j;
      var skip = pass.linear(levels.get(l), project).add(places); // [B,Nv,D']
      pass.seen("skip_%s_level%d".formatted(name, config.levels().get(l)), skip);
      x = pass.crossBlock(x, skip, "%s.blocks.%d".formatted(at, j), decoder.heads(), 0);
    }
    return decoder.read(pass, at, x, hidden);
  }

  /// What pre-training makes smaller.
  ///
  /// @param video what the hidden cubes held, as `Targets.motion` makes it
  /// @param audio what the hidden patches held, as `Targets.patches` makes it
  /// @param weight of contrast, [#CONTRAST] as published
  public static NDArray loss(Filled filled, NDArray video, NDArray audio, double weight) {
    var contrast = filled.contrast().mul(Constant.beside(video, weight));
    return Targets.error(filled.video(), video)
        .add(Targets.error(filled.audio(), audio))
        .add(contrast);
  }
}
