package undertone.corpora.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/// Draws smooth shapes on a head that turns.
///
/// Points are given in head units: the origin lies between the eyes, x grows to the right of the
/// picture, y downwards, and 100 is half the width of a face. Each point is lifted onto a rounded
/// head, turned by yaw and pitch, and seen straight from the front, so features slide over the head
/// as they do on a real one.
final class Pen {

  private static final float[] FADE = {0f, 0.55f, 1f};

  private final Graphics2D canvas;
  private final double sinYaw;
  private final double cosYaw;
  private final double sinPitch;
  private final double cosPitch;
  private final double depth; // NaN = on the surface of the head

  Pen(Graphics2D canvas, Pose pose) {
    this(
        canvas,
        Math.sin(pose.yaw()),
        Math.cos(pose.yaw()),
        Math.sin(pose.pitch()),
        Math.cos(pose.pitch()),
        Double.NaN);
  }

  private Pen(
      Graphics2D canvas,
      double sinYaw,
      double cosYaw,
      double sinPitch,
      double cosPitch,
      double depth) {
    this.canvas = canvas;
    this.sinYaw = sinYaw;
    this.cosYaw = cosYaw;
    this.sinPitch = sinPitch;
    this.cosPitch = cosPitch;
    this.depth = depth;
  }

  /// The same pen for things that lie in one plane: 0 is the rim of the face, negative behind it.
  Pen atDepth(double plane) {
    return new Pen(canvas, sinYaw, cosYaw, sinPitch, cosPitch, plane);
  }

  Graphics2D canvas() {
    return canvas;
  }

  /// Where a point of the head is seen.
  Point2D.Double seen(double x, double y) {
    double z = Double.isNaN(depth) ? surface(x, y) : depth;
    double towards = z * cosYaw - x * sinYaw;
    return new Point2D.Double(x * cosYaw + z * sinYaw, y * cosPitch - towards * sinPitch);
  }

  // A rounded head with a nose: how far a point of the face lies in front of its rim.
  private static double surface(double x, double y) {
    double round = 1 - square(x / 116) - square(y / 168);
    double nose = 26 * Math.exp(-square(x / 17) - square((y - 48) / 26));
    return (round > 0 ? 88 * Math.sqrt(round) : 0) + nose;
  }

  private static double square(double v) {
    return v * v;
  }

  /// A smooth open line through the points x0, y0, x1, y1, …
  Path2D.Double line(double... xy) {
    var path = new Path2D.Double();
    var points = seenAll(xy);
    path.moveTo(points[0].x, points[0].y);
    through(path, points);
    return path;
  }

  /// A smooth closed shape through the points.
  Path2D.Double shape(double... xy) {
    var points = seenAll(xy);
    int n = points.length;
    var path = new Path2D.Double();
    path.moveTo(points[0].x, points[0].y);
    for (int i = 0; i < n; i++) {
      bend(path, points[(i + n - 1) % n], points[i], points[(i + 1) % n], points[(i + 2) % n]);
    }
    path.closePath();
    return path;
  }

  /// A shape with sharp corners at both ends: along one line, back along the other.
  Path2D.Double between(double[] there, double[] back) {
    var path = new Path2D.Double();
    var first = seenAll(there);
    path.moveTo(first[0].x, first[0].y);
    through(path, first);
    var second = seenAll(back);
    var returning = new Point2D.Double[second.length];
    for (int i = 0; i < second.length; i++) {
      returning[i] = second[second.length - 1 - i];
    }
    path.lineTo(returning[0].x, returning[0].y);
    through(path, returning);
    path.closePath();
    return path;
  }

  /// An upright ellipse around a point of the head.
  Ellipse2D.Double oval(double x, double y, double radiusX, double radiusY) {
    var centre = seen(x, y);
    return new Ellipse2D.Double(centre.x - radiusX, centre.y - radiusY, 2 * radiusX, 2 * radiusY);
  }

  void fill(Shape shape, Color colour) {
    canvas.setPaint(colour);
    canvas.fill(shape);
  }

  void stroke(Shape line, Color colour, double width) {
    canvas.setPaint(colour);
    canvas.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    canvas.draw(line);
  }

  /// A soft spot of light or shade that fades to nothing at its radius.
  void glow(double x, double y, double radiusX, double radiusY, Color colour, double strength) {
    if (strength <= 0.01) {
      return;
    }
    var centre = seen(x, y);
    var before = canvas.getTransform();
    canvas.translate(centre.x, centre.y);
    canvas.scale(radiusX, radiusY);
    canvas.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(0, 0),
            1f,
            FADE,
            new Color[] {
              faded(colour, strength), faded(colour, strength * 0.42), faded(colour, 0)
            }));
    canvas.fill(new Ellipse2D.Double(-1, -1, 2, 2));
    canvas.setTransform(before);
  }

  /// A colour with only part of its opacity.
  static Color faded(Color colour, double opacity) {
    return new Color(
        colour.getRed(),
        colour.getGreen(),
        colour.getBlue(),
        (int) Math.round(255 * Math.clamp(opacity, 0, 1)));
  }

  /// A colour between two others.
  static Color blend(Color from, Color to, double weight) {
    return new Color(
        (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * weight),
        (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * weight),
        (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * weight));
  }

  private Point2D.Double[] seenAll(double... xy) {
    var points = new Point2D.Double[xy.length / 2];
    for (int i = 0; i < points.length; i++) {
      points[i] = seen(xy[2 * i], xy[2 * i + 1]);
    }
    return points;
  }

  private static void through(Path2D.Double path, Point2D.Double... points) {
    int last = points.length - 1;
    for (int i = 0; i < last; i++) {
      bend(
          path,
          points[Math.max(0, i - 1)],
          points[i],
          points[i + 1],
          points[Math.min(last, i + 2)]);
    }
  }

  // One Catmull-Rom span from b to c, written as the cubic Bezier that Java2D understands.
  private static void bend(
      Path2D.Double path, Point2D.Double a, Point2D.Double b, Point2D.Double c, Point2D.Double d) {
    path.curveTo(
        b.x + (c.x - a.x) / 6,
        b.y + (c.y - a.y) / 6,
        c.x - (d.x - b.x) / 6,
        c.y - (d.y - b.y) / 6,
        c.x,
        c.y);
  }
}
