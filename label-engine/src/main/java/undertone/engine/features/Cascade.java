package undertone.engine.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/// One of the detectors that come with OpenCV. It keeps notes while it searches: one thread at a
/// time.
///
/// Source: Viola and Jones 2001, *Rapid object detection using a boosted cascade of simple
/// features*.
final class Cascade implements AutoCloseable {
  private final CascadeClassifier classifier;

  private Cascade(CascadeClassifier classifier) {
    this.classifier = classifier;
  }

  /// @param name of a file in OpenCV's folder `haarcascades`
  static Cascade load(String name) {
    opencv_core.setNumThreads(1); // the clips are already shared out among threads
    var path =
        "/org/bytedeco/opencv/%s/share/opencv4/haarcascades/%s"
            .formatted(Loader.getPlatform(), name);
    try {
      var resource = Cascade.class.getResource(path);
      if (resource == null) {
        throw new IOException("the OpenCV jar for this platform has no " + path);
      }
      var classifier = new CascadeClassifier(Loader.cacheResource(resource).getAbsolutePath());
      if (classifier.empty()) {
        throw new IOException("OpenCV cannot read " + path);
      }
      return new Cascade(classifier);
    } catch (IOException e) {
      throw new UncheckedIOException("Faces cannot be found: " + e.getMessage(), e);
    }
  }

  /// Squares where the detector fires, in no particular order.
  ///
  /// @param step from one size of the search window to the next
  /// @param neighbours hits that must agree
  /// @param smallest side of a square in pixels
  /// @param largest side of a square in pixels
  List<FaceFinder.Face> find(
      GreyImage picture, double step, int neighbours, int smallest, int largest) {
    try (var _ = new PointerScope()) { // frees all below
      var grey =
          new Mat(
              picture.height(),
              picture.width(),
              opencv_core.CV_8UC1,
              new BytePointer(picture.bytes()));
      var even = new Mat();
      opencv_imgproc.equalizeHist(grey, even);
      var found = new RectVector();
      classifier.detectMultiScale(
          even,
          found,
          step,
          neighbours,
          0,
          new Size(smallest, smallest),
          new Size(largest, largest));
      var squares = new ArrayList<FaceFinder.Face>();
      for (long i = 0; i < found.size(); i++) {
        var square = found.get(i);
        squares.add(new FaceFinder.Face(square.x(), square.y(), square.width()));
      }
      return squares;
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
