package undertone.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.StateDict;
import undertone.models.gcnet.Conversations;
import undertone.models.gcnet.GCNet;
import undertone.models.gcnet.GCNetConfig;
import undertone.models.gcnet.GCNetLoss;

/// What tells emotions of turns and is compared by [TalkBench].
sealed interface TalkModel {

  Collection<NDArray> weights();

  /// `[B,N,C]`
  NDArray logits(Conversations talk, boolean training);

  /// What it learns by.
  ///
  /// @param classes `[B,N]`
  /// @param labelled `[B,N]`, 1 = counts
  NDArray loss(Conversations talk, NDArray classes, NDArray labelled);

  /// Squared error of what was removed, as [GCNetLoss#ofFeatures] counts it.
  double restorationError(Conversations talk);

  /// @param fill `[1,1,D]`, what stands where something is missing
  static TalkModel of(
      TalkMethod method,
      GCNetConfig config,
      NDArray fill,
      double lambda,
      NDManager manager,
      long seed) {
    var random = new SplittableRandom(seed);
    return switch (method) {
      case GRAPHS -> new Graphs(new GCNet(config, manager, random), lambda);
      case NO_GRAPHS -> new Graphs(new GCNet(deaf(config), manager, random), lambda);
      case NO_RESTORATION -> new Graphs(new GCNet(config, manager, random), 0);
      case ZERO_FILLING -> turnByTurn(config, fill.mul(0), manager, random);
      case MEAN_FILLING -> turnByTurn(config, fill, manager, random);
    };
  }

  /// Edges of every turn to itself and to nobody else.
  private static GCNetConfig deaf(GCNetConfig config) {
    return new GCNetConfig(
        config.widths(),
        config.speakers(),
        config.outputs(),
        config.hidden(),
        0,
        0,
        config.attention(),
        config.fusion(),
        config.dropout(),
        config.padding());
  }

  /// With graphs, or with such as say nothing.
  record Graphs(GCNet net, double lambda) implements TalkModel {
    @Override
    public Collection<NDArray> weights() {
      return net.weights().weights().values();
    }

    @Override
    public NDArray logits(Conversations talk, boolean training) {
      return net.hear(talk, training).logits();
    }

    @Override
    public NDArray loss(Conversations talk, NDArray classes, NDArray labelled) {
      var heard = net.hear(talk, true);
      var told = GCNetLoss.ofClasses(heard.logits(), classes, labelled);
      return lambda == 0 ? told : GCNetLoss.joint(told, GCNetLoss.ofFeatures(heard, talk), lambda);
    }

    @Override
    public double restorationError(Conversations talk) {
      return GCNetLoss.ofFeatures(net.hear(talk, false), talk).getFloat();
    }
  }

  private static TurnByTurn turnByTurn(
      GCNetConfig config, NDArray fill, NDManager manager, SplittableRandom random) {
    int in = config.widths().stream().mapToInt(Integer::intValue).sum();
    var weights = new StateDict(manager, random);
    weights.addLinear("first", in, TurnByTurn.WIDTH);
    weights.addLinear("second", TurnByTurn.WIDTH, TurnByTurn.WIDTH);
    weights.addLinear("told", TurnByTurn.WIDTH, config.outputs());
    return new TurnByTurn(weights, fill, config.dropout());
  }

  /// Two hidden layers over one turn.
  ///
  /// @param fill `[1,1,D]`
  record TurnByTurn(StateDict state, NDArray fill, float dropout) implements TalkModel {
    static final int WIDTH = 128;

    @Override
    public Collection<NDArray> weights() {
      return state.weights().values();
    }

    @Override
    public NDArray logits(Conversations talk, boolean training) {
      var kept = talk.kept();
      var filled = talk.complete().mul(kept).add(kept.neg().add(1).mul(fill)); // [B,N,D]
      var x = filled;
      for (var layer : List.of("first", "second")) {
        x = Activation.relu(state.linear(layer, x));
        x = Dropout.dropout(x, dropout, training).head();
      }
      return state.linear("told", x);
    }

    @Override
    public NDArray loss(Conversations talk, NDArray classes, NDArray labelled) {
      return GCNetLoss.ofClasses(logits(talk, true), classes, labelled);
    }

    @Override
    public double restorationError(Conversations talk) {
      var complete = talk.complete();
      var filled = fill.broadcast(complete.getShape());
      return GCNetLoss.ofFeatures(new GCNet.Heard(complete, complete, filled), talk).getFloat();
    }
  }
}
