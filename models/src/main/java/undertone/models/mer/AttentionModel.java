package undertone.models.mer;

/// [Mer23Attention] as a hosted model.
public final class AttentionModel extends Mer23Model {

  public AttentionModel() {
    super("attention", Mer23Attention::new);
  }

  @Override
  long parameters(Mer23Config config) {
    return encoder(config.audio(), config)
        + encoder(config.text(), config)
        + encoder(config.video(), config)
        + encoder(3 * config.fused(), config)
        + layer(config.fused(), 3)
        + layer(config.fused(), config.classes())
        + layer(config.fused(), 1);
  }

  private static long encoder(int in, Mer23Config config) {
    return layer(in, config.hidden()) + layer(config.hidden(), config.fused());
  }
}
