package undertone.engine.refinement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import undertone.models.pico.PartialLoss;

/// Reads named plans for pictures: `settings` that all plans of a file share, and `plans` that
/// change some of them.
///
/// ```yaml
/// settings: {encoder: resnet18, epochs: 1000, batch: 128, loss: SCE, start: label-free, …}
/// plans:
///   cifar10-q0.3-eta0.2: {q: 0.3, eta: 0.2, margin: [0.010, 0.010]}
/// ```
///
/// `start` is `label-free`, `test-accuracy` or an epoch; `margin` two values of τ, or `auto` for
/// the likelihood ratio; `delta` stands for a margin that means the same for any number of classes.
/// The file is data: no tags, no classes.
public final class PixelPlanYaml {
  private static final List<String> FILES =
      List.of("cifar10.yaml", "cifar100.yaml", "kmnist.yaml", "light.yaml");
  private static final int MAX_CHARACTERS = 100_000;
  private static final List<String> KEYS =
      List.of(
          "encoder",
          "normalisation",
          "q",
          "eta",
          "epochs",
          "batch",
          "rate",
          "weight-decay",
          "key-momentum",
          "queue",
          "prototype-momentum",
          "prototype-start",
          "confidence-momentum",
          "contrast-weight",
          "loss",
          "judged-by",
          "views",
          "update",
          "deletion",
          "start",
          "window",
          "extra-views-in-training",
          "margin",
          "delta",
          "reliable-from",
          "reliable-share",
          "neighbours",
          "neighbours-from");

  private final String plan;
  private final Map<String, Object> settings;

  private PixelPlanYaml(String plan, Map<String, Object> settings) {
    this.plan = plan;
    this.settings = settings;
  }

  /// The names of all plans that come with the engine.
  public static Set<String> names() {
    return shipped().keySet();
  }

  /// A plan of ours by its name.
  ///
  /// @param classes labels, which `delta` needs
  /// @throws IllegalArgumentException naming the plans there are
  public static PixelPlan named(String name, int classes) {
    return of(name, shipped(), classes);
  }

  private static Map<String, Map<String, Object>> shipped() {
    var all = new LinkedHashMap<String, Map<String, Object>>();
    for (var file : FILES) {
      all.putAll(entries(file, resource(file)));
    }
    return all;
  }

  /// A plan of a file, by its name; the only one if the file has just one and none is named.
  public static PixelPlan read(Path file, @Nullable String name, int classes) throws IOException {
    if (Files.size(file) > 4L * MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "%s is too large for a file of plans; is it the right one?".formatted(file));
    }
    var all = entries(file.toString(), Files.readString(file));
    var wanted = name == null && all.size() == 1 ? all.keySet().iterator().next() : name;
    return of(wanted == null ? "" : wanted, all, classes);
  }

  private static PixelPlan of(String name, Map<String, Map<String, Object>> all, int classes) {
    var settings = all.get(name);
    if (settings == null) {
      throw new IllegalArgumentException(
          "There is no plan \"%s\"; choose one of %s."
              .formatted(name, String.join(", ", all.keySet())));
    }
    return new PixelPlanYaml(name, settings).plan(classes);
  }

  private static String resource(String file) {
    try (var stream = PixelPlanYaml.class.getResourceAsStream("/plans/" + file)) {
      return new String(
          Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Bug: cannot read the plans of " + file, e);
    }
  }

  private static Map<String, Map<String, Object>> entries(String file, String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(MAX_CHARACTERS);
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("%s is not YAML: %s".formatted(file, e.getMessage()), e);
    }
    if (!(root instanceof Map<?, ?> document)
        || !(document.get("plans") instanceof Map<?, ?> plans)) {
      throw new IllegalArgumentException(
          "%s has no `plans`; a file of plans has `settings` and `plans`.".formatted(file));
    }
    var shared = document.get("settings") instanceof Map<?, ?> map ? checked(file, map) : Map.of();
    var all = new LinkedHashMap<String, Map<String, Object>>();
    plans.forEach((name, changes) -> {
      if (!(changes instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(
            "%s, plan %s: expected settings such as {q: 0.3}.".formatted(file, name));
      }
      var settings = new LinkedHashMap<String, Object>();
      shared.forEach((key, value) -> settings.put(key.toString(), value));
      settings.putAll(checked(file + ", plan " + name, map));
      all.put(String.valueOf(name), settings);
    });
    return all;
  }

  private static Map<String, Object> checked(String where, Map<?, ?> settings) {
    var known = new LinkedHashMap<String, Object>();
    settings.forEach((key, value) -> {
      if (!KEYS.contains(String.valueOf(key)) || value == null) {
        throw new IllegalArgumentException(
            "%s: the setting `%s` is unknown or empty; there are %s."
                .formatted(where, key, String.join(", ", KEYS)));
      }
      known.put(String.valueOf(key), value);
    });
    return known;
  }

  private PixelPlan plan(int classes) {
    var momenta = pair("confidence-momentum");
    var byClusters =
        constant(Judge.class, "judged-by", String.valueOf(value("judged-by"))) == Judge.CLUSTER;
    return new PixelPlan(
        plan,
        constant(PixelEncoder.class, "encoder"),
        constant(PixelPlan.Colours.class, "normalisation"),
        number("q"),
        number("eta"),
        new RefinementPlan.Learning(
            whole("epochs"),
            whole("batch"),
            number("rate"),
            number("weight-decay"),
            number("key-momentum"),
            number("prototype-momentum"),
            momenta[0],
            momenta[1],
            number("contrast-weight"),
            constant(PartialLoss.class, "loss"),
            Targets.PROTOTYPES,
            Start.UNIFORM),
        whole("queue"),
        whole("prototype-start"),
        correcting(classes, byClusters),
        new PixelPlan.Doubting(
            false,
            whole("reliable-from"),
            number("reliable-share"),
            whole("neighbours"),
            whole("neighbours-from")));
  }

  private enum Judge {
    CLUSTER,
    CLASSIFY
  }

  private PixelPlan.Correcting correcting(int classes, boolean byClusters) {
    boolean byRatio = "auto".equals(settings.get("margin"));
    double[] margin;
    if (byRatio) {
      margin = new double[2];
    } else if (settings.containsKey("delta")) {
      double threshold = Detection.threshold(number("delta"), classes);
      margin = new double[] {threshold, threshold};
    } else {
      margin = pair("margin");
    }
    var start = value("start");
    boolean epoch = start instanceof Integer;
    return new PixelPlan.Correcting(
        true,
        epoch
            ? PixelPlan.Start.EPOCH
            : constant(PixelPlan.Start.class, "start", String.valueOf(start)),
        epoch ? whole("start") : 0,
        whole("window"),
        constant(PixelPlan.Agreeing.class, "views"),
        flag("extra-views-in-training"),
        constant(PixelPlan.Update.class, "update"),
        flag("deletion"),
        byClusters,
        margin[0],
        margin[1],
        byRatio);
  }

  private Object value(String key) {
    var value = settings.get(key);
    if (value == null) {
      throw new IllegalArgumentException("Plan %s does not say its `%s`.".formatted(plan, key));
    }
    return value;
  }

  private double number(String key) {
    if (value(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number");
  }

  private int whole(String key) {
    if (value(key) instanceof Integer number) {
      return number;
    }
    throw wrong(key, "a whole number");
  }

  private boolean flag(String key) {
    if (value(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false");
  }

  private double[] pair(String key) {
    if (value(key) instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Number first
        && list.get(1) instanceof Number second) {
      return new double[] {first.doubleValue(), second.doubleValue()};
    }
    throw wrong(key, "two numbers such as [0.95, 0.8]");
  }

  private IllegalArgumentException wrong(String key, String wanted) {
    return new IllegalArgumentException(
        "Plan %s: `%s` must be %s but is %s.".formatted(plan, key, wanted, settings.get(key)));
  }

  private <E extends Enum<E>> E constant(Class<E> type, String key) {
    return constant(type, key, String.valueOf(value(key)));
  }

  /// One of the names of a type, as they are typed.
  static <E extends Enum<E>> E constant(Class<E> type, String key, String written) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> PixelPlan.written(constant).equalsIgnoreCase(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "The plan's %s must be one of %s but is \"%s\"."
                    .formatted(
                        key,
                        Arrays.stream(type.getEnumConstants())
                            .map(PixelPlan::written)
                            .collect(Collectors.joining(", ")),
                        written)));
  }
}
