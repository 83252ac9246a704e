package undertone.annotator.models;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.TorchFile;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// Named arrays in a file of any kind that weights come in. Numbers are read as they are asked for,
/// and nothing in a file is run.
interface BroughtWeights {

  /// Every array with its axes.
  Map<String, Shape> shapes() throws IOException;

  /// The numbers of one, row after row.
  float[] floats(String name) throws IOException;

  /// Opens a file by its ending.
  ///
  /// @throws UnreadableWeightsException if it is of no kind that is read
  static BroughtWeights open(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "safetensors" -> new OfSafeTensors(SafeTensors.read(file));
      case "pth", "pt", "bin" -> new OfTorch(TorchFile.read(file));
      case "npz" -> new OfNumpy(Npz.read(file, MOST_BYTES));
      default ->
          throw new UnreadableWeightsException(
              "%s is of no kind that weights are read from: .pth, .pt, .bin, .safetensors or .npz."
                  .formatted(name));
    };
  }

  /// Of an archive of arrays, which is unfolded in memory: networks of the published sizes have a
  /// third of that.
  long MOST_BYTES = 1L << 30;

  /// @param file as safetensors
  record OfSafeTensors(SafeTensors file) implements BroughtWeights {

    @Override
    public Map<String, Shape> shapes() throws IOException {
      var shapes = new LinkedHashMap<String, Shape>();
      for (var name : file.names()) {
        shapes.put(name, file.shape(name));
      }
      return shapes;
    }

    @Override
    public float[] floats(String name) throws IOException {
      return file.floats(name);
    }
  }

  /// @param file as PyTorch writes it
  record OfTorch(TorchFile file) implements BroughtWeights {

    @Override
    public Map<String, Shape> shapes() throws IOException {
      var shapes = new LinkedHashMap<String, Shape>();
      for (var name : file.names()) {
        shapes.put(name, new Shape(file.shape(name).stream().mapToLong(Long::longValue).toArray()));
      }
      return shapes;
    }

    @Override
    public float[] floats(String name) throws IOException {
      return file.floats(name);
    }
  }

  /// @param file as NumPy writes it
  record OfNumpy(Npz file) implements BroughtWeights {

    @Override
    public Map<String, Shape> shapes() throws IOException {
      var shapes = new HashMap<String, Shape>();
      for (var name : file.names()) {
        var axes = file.floats(name).shape();
        shapes.put(name, new Shape(axes.stream().mapToLong(Integer::longValue).toArray()));
      }
      return shapes;
    }

    @Override
    public float[] floats(String name) throws IOException {
      var values = file.floats(name).values();
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new UnreadableWeightsException(
              "%s holds %s as number %d.".formatted(name, values[i], i));
        }
      }
      return values;
    }
  }
}
