package undertone.engine.refinement;

import undertone.engine.augmentation.PictureViews;
import undertone.models.pico.PicoConfig;

/// What the networks of a run look at.
interface Sight {
  /// Sizes of a network with such eyes.
  PicoConfig net(int classes);

  /// Views for one network; to be closed.
  ViewSource views(RefinementPlan plan);

  /// Faces.
  ///
  /// @param encoder what reads them
  static Sight faces(ClipPictures faces, PixelEncoder encoder) {
    var pictures = faces.pictures();
    var colours = pictures.normalisation();
    return new Sight() {
      @Override
      public PicoConfig net(int classes) {
        return PicoConfig.published(encoder.of(pictures.side()), classes);
      }

      @Override
      public ViewSource views(RefinementPlan plan) {
        return new PixelViews(new PictureViews(pictures, colours, plan.threads()), faces);
      }
    };
  }

  /// Frozen features.
  ///
  /// @param features one row per clip `[N,C]`
  static Sight features(float[][] features) {
    return new Sight() {
      @Override
      public PicoConfig net(int classes) {
        return PicoConfig.frozenFeatures(features[0].length, classes);
      }

      @Override
      public ViewSource views(RefinementPlan plan) {
        return new FeatureViews(features, plan.views());
      }
    };
  }
}
