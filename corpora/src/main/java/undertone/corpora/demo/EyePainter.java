package undertone.corpora.demo;

import static undertone.corpora.demo.ActionUnit.AU1;
import static undertone.corpora.demo.ActionUnit.AU2;
import static undertone.corpora.demo.ActionUnit.AU4;
import static undertone.corpora.demo.ActionUnit.AU43;
import static undertone.corpora.demo.ActionUnit.AU5;
import static undertone.corpora.demo.ActionUnit.AU6;
import static undertone.corpora.demo.ActionUnit.AU7;
import static undertone.corpora.demo.ActionUnit.AU9;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import undertone.corpora.demo.Expression.Side;
import undertone.corpora.demo.Persona.Trait;

/// Paints eyes, lids, lashes, brows and, where worn, glasses.
final class EyePainter {

  private static final Color SCLERA = new Color(0xFBF7F2);
  private static final Color LASH = new Color(0x24161A);
  private static final double EYE_X = 41;
  private static final double IRIS_RADIUS = 11.8;

  private final Persona persona;
  private final Color crease;
  private final Color shade;
  private final Color lit;
  private final boolean longLashes;

  EyePainter(Persona persona) {
    this.persona = persona;
    this.shade = persona.skin().shadeColour();
    this.lit = persona.skin().litColour();
    this.crease = Pen.blend(shade, new Color(0x3A1712), 0.5);
    this.longLashes = persona.pronoun().equals("she");
  }

  void paint(Pen pen, Expression face, Pose pose) {
    for (var side : Side.values()) {
      paintEye(pen, face, side, pose);
    }
    for (var side : Side.values()) {
      paintBrow(pen, face, side);
    }
    if (persona.has(Trait.GLASSES)) {
      paintGlasses(pen);
    }
  }

  private void paintEye(Pen pen, Expression face, Side side, Pose pose) {
    int s = HeadPainter.sign(side);
    double size = persona.build().eyes();
    double closed = face.of(AU43, side);
    double tight = face.of(AU7, side);
    double cheek = face.of(AU6, side);
    double squeeze = face.of(AU9, side);
    double up =
        (13.2
                + 7.5 * face.of(AU5, side)
                - 3.4 * tight
                - 2.4 * cheek
                - 2.6 * squeeze
                - 2 * face.of(AU4, side) * (1 - face.of(AU1, side)))
            * size;
    double low = (9 - 4.6 * tight - 5.4 * cheek - 3.4 * squeeze) * size;
    // Sorrow lifts the inner end of the upper lid and lets the outer end hang.
    double sorrow = Math.min(face.of(AU1, side), Math.max(face.of(AU4, side), closed) * 1.5);
    double half = 23.5 * size;
    double[] lower = {
      s * (EYE_X - half),
      3.5,
      s * (EYE_X - half * 0.5),
      3 + low * 0.72,
      s * (EYE_X + half * 0.1),
      low,
      s * (EYE_X + half * 0.62),
      low * 0.66 - 1,
      s * (EYE_X + half),
      -1.5 + 3 * sorrow
    };
    double[] upper = {
      s * (EYE_X - half),
      3.5,
      s * (EYE_X - half * 0.55),
      -up * 0.76 - 3.5 * sorrow,
      s * (EYE_X - half * 0.02),
      -up - sorrow,
      s * (EYE_X + half * 0.55),
      -up * 0.78 + 3 * sorrow,
      s * (EYE_X + half),
      -1.5 + 3 * sorrow
    };
    var open = upper.clone();
    for (int i = 1; i < upper.length; i += 2) {
      upper[i] += (lower[i] - 0.5 - upper[i]) * closed;
    }

    pen.glow(s * 40, -12, 38, 27, shade, 0.5);
    pen.glow(s * 24, -6, 15, 19, shade, 0.42);
    pen.glow(s * 42, 17 - 3 * cheek, 26, 9, shade, 0.26 + 0.35 * Math.max(cheek, tight));

    if (closed < 0.93) {
      paintBall(pen, pen.between(upper, lower), s, pose);
    }
    paintLids(pen, upper, lower, open, closed, Math.max(cheek, tight), s);
  }

  private void paintBall(Pen pen, Shape opening, int s, Pose pose) {
    pen.fill(opening, SCLERA);
    var inside = new Area(opening);
    double x = s * EYE_X + 7.5 * pose.gazeX() - s * 0.8;
    double y = -1.6 + 5 * pose.gazeY();
    var iris = new Color(persona.hair().iris());
    pen.fill(within(inside, pen.oval(x, y, IRIS_RADIUS, IRIS_RADIUS)), darker(iris, 0.55));
    pen.fill(within(inside, pen.oval(x, y, IRIS_RADIUS - 1.6, IRIS_RADIUS - 1.6)), iris);
    pen.fill(
        within(inside, pen.oval(x, y + 3.2, IRIS_RADIUS - 4, IRIS_RADIUS - 5)),
        Pen.blend(iris, Color.WHITE, 0.28));
    pen.fill(within(inside, pen.oval(x, y, 5.4, 5.4)), new Color(0x120C10));
    // The upper lid throws a shadow on the ball.
    var lidShadow = new Area(opening);
    lidShadow.transform(java.awt.geom.AffineTransform.getTranslateInstance(0, 5));
    var shadow = new Area(inside);
    shadow.subtract(lidShadow);
    pen.fill(shadow, new Color(52, 26, 34, 70));
    pen.fill(within(inside, pen.oval(x - 4, y - 4.6, 3.3, 3.3)), Color.WHITE);
    pen.fill(within(inside, pen.oval(x + 4, y + 4, 1.6, 1.6)), new Color(255, 255, 255, 190));
  }

  private void paintLids(
      Pen pen, double[] upper, double[] lower, double[] open, double closed, double pushed, int s) {
    if (closed > 0.12) {
      pen.fill(pen.between(open, upper), Pen.blend(persona.skin().baseColour(), shade, 0.35));
    }
    double thick = longLashes ? 4.2 : 3.0;
    var edge = upper.clone();
    for (int i = 3; i < edge.length - 1; i += 2) {
      edge[i] -= thick * (0.5 + 0.12 * i / 2);
    }
    edge[edge.length - 2] += s * (longLashes ? 5.5 : 2);
    edge[edge.length - 1] -= longLashes ? 4 : 0.5;
    pen.fill(pen.between(edge, upper), LASH);
    pen.stroke(pen.line(upper), LASH, 1.5);
    pen.stroke(pen.line(lower), Pen.faded(crease, 0.55 + 0.3 * pushed), 1.8);

    // The fold of the upper lid follows the open lid, a little above it.
    var fold = new double[open.length - 2];
    for (int i = 2; i < open.length; i += 2) {
      fold[i - 2] = open[i];
      fold[i - 1] = open[i + 1] - 6.5 + 2.5 * closed;
    }
    pen.stroke(pen.line(fold), Pen.faded(crease, 0.5), 1.9);
    if (pushed > 0.15) {
      var bag =
          new double[] {lower[2], lower[3] + 6, lower[4], lower[5] + 8, lower[6], lower[7] + 7};
      pen.stroke(pen.line(bag), Pen.faded(crease, 0.5 * pushed), 2.2);
      pen.glow(lower[4], lower[5] + 3.5, 15, 4, lit, 0.5 * pushed);
    }
  }

  private void paintBrow(Pen pen, Expression face, Side side) {
    int s = HeadPainter.sign(side);
    double au1 = face.of(AU1, side);
    double au2 = face.of(AU2, side);
    double au4 = face.of(AU4, side);
    double au9 = face.of(AU9, side);
    double together = 6.5 * au4 + 2 * au9;
    double lift = persona.build().eyes() * 2.5;
    double[][] ridge = {
      {17 - together, -30 - 17 * au1 + 12 * au4 * (1 - 0.45 * au1) + 6 * au9},
      {31 - together * 0.7, -36 - 11 * au1 - 6 * au2 + 10 * au4 * (1 - 0.4 * au1) + 4 * au9},
      {50 - together * 0.3, -38 - 2 * au1 - 15 * au2 + 5 * au4 + 2 * au9},
      {69, -28 - 14 * au2 + 1.5 * au4 + 2 * au1 * (1 - au2)}
    };
    double weight = persona.build().browWeight();
    double[] thickness = {weight * 0.8, weight, weight * 0.85, weight * 0.2};
    var above = new double[8];
    var below = new double[8];
    for (int i = 0; i < 4; i++) {
      above[2 * i] = s * ridge[i][0];
      above[2 * i + 1] = ridge[i][1] - lift - thickness[i] / 2;
      below[2 * i] = s * (ridge[i][0] + (i == 0 ? 1.5 : 0));
      below[2 * i + 1] = ridge[i][1] - lift + thickness[i] / 2;
    }
    var colour = new Color(persona.hair().brows());
    var brow = pen.between(above, below);
    pen.fill(brow, Pen.faded(colour, 0.94));
    pen.stroke(brow, Pen.faded(colour, 0.5), 1.6);
  }

  private void paintGlasses(Pen pen) {
    var frame = new Color(0x2E3640);
    for (int s : new int[] {-1, 1}) {
      var rim =
          pen.shape(
              s * 14, -14, s * 40, -22, s * 68, -16, s * 71, 6, s * 60, 24, s * 36, 26, s * 17, 12);
      pen.fill(rim, new Color(214, 232, 245, 34));
      pen.stroke(rim, frame, 3.2);
      pen.stroke(pen.line(s * 71, -8, s * 96, -8), Pen.faded(frame, 0.9), 2.8);
      pen.stroke(pen.line(s * 40 - 18, -8, s * 40 - 8, -15), new Color(255, 255, 255, 120), 3);
    }
    pen.stroke(pen.line(-14, -6, 0, -10, 14, -6), frame, 3.2);
  }

  private static Area within(Area inside, Ellipse2D disc) {
    var cut = new Area(disc);
    cut.intersect(inside);
    return cut;
  }

  private static Color darker(Color colour, double weight) {
    return Pen.blend(colour, new Color(0x0E0A10), weight);
  }
}
