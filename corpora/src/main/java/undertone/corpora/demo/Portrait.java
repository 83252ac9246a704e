package undertone.corpora.demo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/// Draws one persona in one room, again and again, with the expression and pose of the moment.
///
/// Pure Java2D without fonts, so it runs headless and draws the same pixels everywhere.
final class Portrait {

  private static final double HEAD_UNITS_PER_PICTURE = 400; // picture height in head units

  private final int width;
  private final int height;
  private final double scale;
  private final BufferedImage room;
  private final BodyPainter body;
  private final HairPainter hair;
  private final HeadPainter head;
  private final EyePainter eyes;
  private final MouthPainter mouth;

  /// @param closeness 1 shows head and shoulders; more comes nearer
  Portrait(Persona persona, Backdrop backdrop, int width, int height, double closeness) {
    this.width = width;
    this.height = height;
    this.scale = height / HEAD_UNITS_PER_PICTURE * closeness;
    this.room = backdrop.paint(width, height);
    this.body = new BodyPainter(persona);
    this.hair = new HairPainter(persona);
    this.head = new HeadPainter(persona);
    this.eyes = new EyePainter(persona);
    this.mouth = new MouthPainter(persona);
  }

  /// Draws the moment onto a canvas of the portrait's size.
  void draw(BufferedImage picture, Expression face, Pose pose) {
    var g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.drawImage(room, 0, 0, null);
    g.translate(width / 2.0, height * 0.47);
    g.scale(scale, scale);
    var still = g.getTransform();

    // The shoulders follow the head a little; long hair hangs behind both.
    enter(g, still, pose, 0.9);
    var turned = new Pen(g, pose);
    hair.paintBehind(turned);
    enter(g, still, pose, 0.35);
    body.paint(new Pen(g, Pose.FRONTAL));
    enter(g, still, pose, 1);
    head.paintEars(turned);
    head.paintFace(turned, face);
    mouth.paint(turned, face);
    eyes.paint(turned, face, pose);
    hair.paintFront(turned, HeadPainter.JAW_DROP * face.of(ActionUnit.AU26));
    g.dispose();
  }

  /// A new picture of one moment.
  BufferedImage picture(Expression face, Pose pose) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    draw(picture, face, pose);
    return picture;
  }

  private static void enter(Graphics2D g, AffineTransform still, Pose pose, double share) {
    g.setTransform(still);
    g.translate(pose.shiftX() * share, pose.shiftY() * share);
    // The head turns about the neck, not about the eyes.
    g.rotate(pose.roll() * (share < 0.5 ? 0.15 : 1), 0, 120);
  }
}
