package undertone.models;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Makes sure that convolutions and recurrent networks are computed rightly on this machine.
///
/// PyTorch hands both to oneDNN, whose kernels suit themselves to what a processor tells of itself.
/// On a virtual machine that hides part of that they were seen to give numbers that are far off,
/// without a word; why, is not known. So before the first network is used a few small ones are
/// computed by oneDNN and by PyTorch's own plain code. Where the two disagree in any, oneDNN is
/// left out for as long as the process lives: a switch moved back and forth would round the work of
/// other threads now one way and now the other, and equal seeds would no longer give equal results.
public final class Kernels {
  private static final System.Logger LOG = System.getLogger(Kernels.class.getName());
  private static final double FAR = 1e-3; // of the largest number; rounding stays far below
  private static final Optional<Switch> SWITCH = Switch.find();
  private static final boolean PLAIN = isWrong();

  private Kernels() {}

  /// What oneDNN may be wrong in.
  private enum Work {
    CONVOLUTION,
    BACKWARD,
    RECURRENT
  }

  /// Settles it, once: called by whatever holds convolutions or recurrent networks.
  public static void settle() {
    LOG.log(Level.TRACE, "computed by plain code: {0}", PLAIN);
  }

  /// Whether oneDNN was found wrong and is left out, so that sums are taken in another order.
  public static boolean arePlain() {
    return PLAIN;
  }

  private static boolean isWrong() {
    var oneDnn = SWITCH.orElse(null);
    if (oneDnn == null) {
      return false; // another platform, with other kernels
    }
    boolean gradients = JniUtils.isGradMode();
    try {
      oneDnn.use(false);
      var plain = computed();
      oneDnn.use(true);
      var theirs = computed();
      boolean wrong = false;
      for (var work : Work.values()) {
        double gap = gap(plain.getOrDefault(work, List.of()), theirs.getOrDefault(work, List.of()));
        if (!(gap < FAR)) { // NaN is wrong too
          wrong = true;
          LOG.log(
              Level.WARNING,
              "oneDNN computes wrongly on this machine ({0}, off by {1} of the largest number);"
                  + " PyTorch''s plain code does its work instead.",
              work,
              gap);
        }
      }
      oneDnn.use(!wrong);
      return wrong;
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  /// What small networks and their gradients come to, the same numbers going in each time.
  private static Map<Work, List<float[]>> computed() {
    var random = new SplittableRandom(1);
    var all = new EnumMap<Work, List<float[]>>(Work.class);
    for (var work : Work.values()) {
      all.put(work, new ArrayList<>());
    }
    JniUtils.setGradMode(false); // else recurrent networks go another way
    try (var manager = NDManager.newBaseManager()) {
      for (int[] c :
          new int[][] { // clips, channels in and out, kernel, stride, side
            {4, 3, 8, 3, 1, 12}, // few channels and many: kernels differ by what fills a register
            {4, 8, 8, 3, 1, 12},
            {4, 8, 16, 3, 2, 12},
            {10, 10, 8, 3, 1, 4},
            {10, 10, 10, 3, 1, 4},
            {4, 3, 16, 3, 1, 12},
            {8, 16, 32, 3, 2, 8},
            {4, 32, 32, 3, 1, 4},
            {16, 8, 24, 1, 1, 6},
            {5, 6, 8, 1, 1, 4},
            {2, 64, 64, 3, 1, 8},
            {3, 64, 16, 1, 2, 8}
          }) {
        convolved(manager, random, c, all);
      }
      for (int[] c : new int[][] {{2, 5, 8, 8}, {4, 12, 16, 32}, {1, 30, 32, 16}}) {
        add(all, Work.RECURRENT, followed(manager, random, c));
      }
    }
    return all;
  }

  private static void convolved(
      NDManager manager, SplittableRandom random, int[] c, Map<Work, List<float[]>> all) {
    var x = drawn(manager, random, c[0], c[1], c[5], c[5]);
    var weight = drawn(manager, random, c[2], c[1], c[3], c[3]);
    x.setRequiresGradient(true);
    weight.setRequiresGradient(true);
    var stride = new Shape(c[4], c[4]);
    var padding = new Shape(c[3] / 2, c[3] / 2);
    try (var _ = new Gradients()) {
      var out = Conv2d.conv2d(x, weight, null, stride, padding, new Shape(1, 1), 1).head();
      var loss = out.mul(drawn(manager, random, out.getShape().getShape())).sum();
      JniUtils.backward((PtNDArray) loss, (PtNDArray) loss.onesLike(), false, false);
      add(all, Work.CONVOLUTION, out.toFloatArray());
    }
    add(all, Work.BACKWARD, x.getGradient().toFloatArray());
    add(all, Work.BACKWARD, weight.getGradient().toFloatArray());
  }

  private static void add(Map<Work, List<float[]>> all, Work work, float[] numbers) {
    all.computeIfAbsent(work, _ -> new ArrayList<>()).add(numbers);
  }

  /// A recurrent network over B sequences of T steps, of `in` numbers to `out`.
  private static float[] followed(NDManager manager, SplittableRandom random, int[] c) {
    int in = c[2];
    int out = c[3];
    long gates = 4L * out;
    var x = drawn(manager, random, c[0], c[1], in);
    var none = manager.zeros(new Shape(1, c[0], out));
    var weights =
        new NDList(
            drawn(manager, random, gates, in),
            drawn(manager, random, gates, out),
            drawn(manager, random, gates),
            drawn(manager, random, gates));
    return x.getNDArrayInternal()
        .lstm(x, new NDList(none, none), weights, true, 1, 0, false, false, true)
        .head()
        .toFloatArray();
  }

  private static NDArray drawn(NDManager manager, SplittableRandom random, long... shape) {
    var values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(shape));
  }

  private static double gap(List<float[]> plain, List<float[]> other) {
    double gap = 0;
    for (int k = 0; k < plain.size(); k++) {
      double largest = 0;
      double apart = 0;
      for (int i = 0; i < plain.get(k).length; i++) {
        largest = Math.max(largest, Math.abs(plain.get(k)[i]));
        apart = Math.max(apart, Math.abs(plain.get(k)[i] - other.get(k)[i]));
      }
      gap = Math.max(gap, apart / largest);
    }
    return gap;
  }

  /// PyTorch's own switch, which DJL does not hand on: `at::globalContext().setUserEnabledMkldnn`.
  private record Switch(MemorySegment context, MethodHandle set) {

    @SuppressWarnings("restricted") // PyTorch's library is called on purpose, and only here
    static Optional<Switch> find() {
      Engine.getEngine("PyTorch"); // loads the library, which is then found by its name
      try {
        var library = SymbolLookup.libraryLookup("libtorch_cpu.so", Arena.global());
        var linker = Linker.nativeLinker();
        var context =
            linker.downcallHandle(
                library.findOrThrow("_ZN2at13globalContextEv"),
                FunctionDescriptor.of(ValueLayout.ADDRESS));
        var set =
            linker.downcallHandle(
                library.findOrThrow("_ZN2at7Context20setUserEnabledMkldnnEb"),
                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_BOOLEAN));
        return Optional.of(new Switch((MemorySegment) context.invokeExact(), set));
      } catch (Throwable e) {
        LOG.log(Level.DEBUG, "PyTorch''s switch of oneDNN was not found", e);
        return Optional.empty();
      }
    }

    void use(boolean oneDnn) {
      try {
        set.invokeExact(context, oneDnn);
      } catch (Throwable e) {
        throw new IllegalStateException("PyTorch's switch of oneDNN cannot be moved.", e);
      }
    }
  }
}
