package undertone.corpora.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/// The room behind a face, out of focus. Painted once per clip.
enum Backdrop {
  WINDOW(0x8FA7B3, 0x5E7482),
  SHELF(0x9A8468, 0x5F5040),
  EVENING(0x3B3A5C, 0x1F2036),
  PLANTS(0xA9B79B, 0x67795F),
  STUDIO(0xB9B4C6, 0x76718A),
  KITCHEN(0xC9B9A2, 0x8E7C66),
  TRAIN(0x7E8C94, 0x47535B);

  private final int light;
  private final int dark;

  Backdrop(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /// Paints the room at the size of the clip.
  BufferedImage paint(int width, int height) {
    // Painted at an eighth and enlarged smoothly: that is the lens blur.
    int w = Math.max(8, width / 8);
    int h = Math.max(8, height / 8);
    var small = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    var g = small.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, new Color(light), w * 0.7f, h, new Color(dark)));
    g.fill(new Rectangle2D.Double(0, 0, w, h));
    g.scale(w / 40.0, h / 40.0);
    furnish(g);
    g.dispose();
    var room = enlarged(enlarged(small, width / 2, height / 2), width, height);
    var over = room.createGraphics();
    over.setPaint(
        new RadialGradientPaint(
            width * 0.45f,
            height * 0.42f,
            Math.max(width, height) * 0.75f,
            new float[] {0f, 0.55f, 1f},
            new Color[] {
              new Color(255, 250, 240, 46), new Color(0, 0, 0, 0), new Color(8, 6, 14, 120)
            }));
    over.fill(new Rectangle2D.Double(0, 0, width, height));
    over.dispose();
    return room;
  }

  private void furnish(Graphics2D g) {
    switch (this) {
      case WINDOW -> {
        block(g, 3, 1, 13, 24, new Color(0xE9F1F2));
        block(g, 3, 12, 13, 1, new Color(dark));
        block(g, 9, 1, 1, 24, new Color(dark));
        block(g, 30, 0, 8, 40, new Color(0xB8C4C4));
      }
      case SHELF -> {
        int[] books = {0xA8533E, 0x3F6B77, 0xD9C08C, 0x6B7F4E, 0x8A4A5C, 0xC98A3F, 0x4F5D7C};
        for (int row = 0; row < 4; row++) {
          block(g, 0, 8 + 10 * row, 40, 1.3, new Color(0x4A3A2C));
          for (int i = 0; i < 13; i++) {
            double tall = 5 + (i * 7 + row * 5) % 4;
            block(g, i * 3.1, 8 + 10 * row - tall, 2.5, tall, new Color(books[(i * 3 + row) % 7]));
          }
        }
      }
      case EVENING -> {
        int[] lights = {0xF5B95A, 0xF08A6C, 0x7FC4D9, 0xF7E3A1, 0xC78BD6};
        for (int i = 0; i < 16; i++) {
          double x = (i * 17 + 5) % 40;
          double y = (i * 11 + 3) % 27;
          double r = 1.3 + (i * 5 % 4) * 0.5;
          g.setPaint(Pen.faded(new Color(lights[i % 5]), 0.72));
          g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
        }
      }
      case PLANTS -> {
        for (int i = 0; i < 11; i++) {
          var leaf = new Path2D.Double();
          leaf.moveTo(0, 0);
          leaf.curveTo(-3, -5, -2, -11, 0, -15);
          leaf.curveTo(2, -11, 3, -5, 0, 0);
          var place = AffineTransform.getTranslateInstance(i < 6 ? 4 : 36, 26 + i % 3 * 5);
          place.rotate(Math.toRadians((i % 6 - 2.5) * 32));
          g.setPaint(new Color(i % 2 == 0 ? 0x4C6B46 : 0x6E8F5C));
          g.fill(leaf.createTransformedShape(place));
        }
      }
      case STUDIO -> {
        g.setPaint(Pen.faded(Color.WHITE, 0.32));
        g.fill(new Ellipse2D.Double(-8, -6, 36, 36));
      }
      case KITCHEN -> {
        for (int row = 0; row < 5; row++) {
          for (int i = 0; i < 6; i++) {
            block(
                g,
                i * 7 - row % 2 * 3.5,
                row * 5,
                6.4,
                4.4,
                new Color(i % 2 == row % 2 ? 0xDCCFBA : 0xD2C2A9));
          }
        }
        block(g, 0, 27, 40, 3, new Color(0x6B5138));
        g.setPaint(new Color(0xB6543C));
        g.fill(new RoundRectangle2D.Double(31, 19, 7, 8, 2, 2));
        g.setPaint(new Color(0x5F7F86));
        g.fill(new RoundRectangle2D.Double(2, 17, 4, 10, 2, 2));
      }
      case TRAIN -> {
        g.setPaint(new Color(0xC7D8DD));
        g.fill(new RoundRectangle2D.Double(2, 3, 36, 19, 4, 4));
        g.setPaint(new Color(0x8FA98A));
        g.fill(new Rectangle2D.Double(2, 15, 36, 7));
        block(g, 0, 24, 40, 16, new Color(0x35506B));
      }
    }
  }

  private static void block(Graphics2D g, double x, double y, double w, double h, Color colour) {
    g.setPaint(colour);
    g.fill(new Rectangle2D.Double(x, y, w, h));
  }

  private static BufferedImage enlarged(BufferedImage image, int width, int height) {
    var large = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = large.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return large;
  }
}
