package undertone.models.mer;

/// [Mer23Mlp] as a hosted model.
public final class MlpModel extends Mer23Model {

  public MlpModel() {
    super("mlp", Mer23Mlp::new);
  }

  @Override
  long parameters(Mer23Config config) {
    return layer(config.audio() + config.text() + config.video(), config.hidden())
        + layer(config.hidden(), config.fused())
        + layer(config.fused(), config.classes())
        + layer(config.fused(), 1);
  }
}
