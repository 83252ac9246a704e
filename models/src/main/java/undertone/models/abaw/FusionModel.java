package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceFolder;
import undertone.models.hosting.StreamModel;
import undertone.models.hosting.StreamNetwork;

/// [FusionNet] as a hosted model. Cyclic translation, the third fusion of the paper, has no size
/// here.
public final class FusionModel implements StreamModel {
  private static final int PUBLISHED_CLASSES = 8;
  private static final List<Integer> PUBLISHED_WIDTHS = List.of(768, 1024, 768);

  private static final Map<String, FusionConfig> SIZES = new LinkedHashMap<>();

  static {
    SIZES.put("tiny", FusionConfig.TINY);
    SIZES.put("attention", FusionConfig.ATTENTION);
    SIZES.put("memory", FusionConfig.MEMORY);
    SIZES.put("convolution", FusionConfig.CONVOLUTION);
  }

  @Override
  public String name() {
    return "feature-fusion";
  }

  @Override
  public String reference() {
    return "abaw";
  }

  @Override
  public List<String> sizes() {
    return List.copyOf(SIZES.keySet());
  }

  @Override
  public List<Integer> widths() {
    return PUBLISHED_WIDTHS;
  }

  @Override
  public int stepsOfFrame(String size) {
    return config(size).stepsOfFrame();
  }

  private FusionConfig config(String size) {
    var config = SIZES.get(size);
    if (config == null) {
      throw new IllegalArgumentException(
          "%s has the sizes %s, not \"%s\".".formatted(name(), sizes(), size));
    }
    return config;
  }

  @Override
  public long parameters(String size) {
    try (var manager = NDManager.newBaseManager()) {
      return network(size, PUBLISHED_WIDTHS, PUBLISHED_CLASSES, manager, new SplittableRandom(0))
          .weights()
          .values()
          .stream()
          .mapToLong(NDArray::size)
          .sum();
    }
  }

  @Override
  public StreamNetwork network(
      String size, List<Integer> widths, int classes, NDManager manager, SplittableRandom random) {
    return new FusionNet(config(size), widths, classes, manager, random);
  }

  @Override
  public ParityReport parity(ReferenceFolder folder) throws IOException {
    return FusionParity.of(name(), folder);
  }
}
