package undertone.corpora.demo;

import static undertone.corpora.demo.ActionUnit.AU10;
import static undertone.corpora.demo.ActionUnit.AU12;
import static undertone.corpora.demo.ActionUnit.AU14;
import static undertone.corpora.demo.ActionUnit.AU15;
import static undertone.corpora.demo.ActionUnit.AU16;
import static undertone.corpora.demo.ActionUnit.AU17;
import static undertone.corpora.demo.ActionUnit.AU18;
import static undertone.corpora.demo.ActionUnit.AU20;
import static undertone.corpora.demo.ActionUnit.AU23;
import static undertone.corpora.demo.ActionUnit.AU24;
import static undertone.corpora.demo.ActionUnit.AU25;
import static undertone.corpora.demo.ActionUnit.AU26;
import static undertone.corpora.demo.ActionUnit.AU9;

import java.awt.Color;
import java.awt.geom.Area;
import undertone.corpora.demo.Expression.Side;

/// Paints lips, teeth, tongue and what the lip corners do.
final class MouthPainter {

  private static final Color INSIDE = new Color(0x4A1620);
  private static final Color TEETH = new Color(0xFBF6EE);
  private static final Color TONGUE = new Color(0xC8606A);
  private static final double SEAM_Y = 86;

  private final Persona persona;
  private final Color lips;
  private final Color upperLip;
  private final Color crease;

  MouthPainter(Persona persona) {
    this.persona = persona;
    this.lips = persona.skin().lipColour();
    this.upperLip = Pen.blend(lips, new Color(0x5A1C22), 0.24);
    this.crease = Pen.blend(persona.skin().shadeColour(), new Color(0x3A1712), 0.5);
  }

  void paint(Pen pen, Expression face) {
    double jaw = face.of(AU26);
    double part = face.of(AU25);
    double pucker = face.of(AU18);
    double press = Math.max(face.of(AU24), 0.85 * face.of(AU23));
    double smile = (face.of(AU12, Side.LEFT) + face.of(AU12, Side.RIGHT)) / 2;
    double frown = face.of(AU15);

    double seam = SEAM_Y + 2.5 * smile - 5 * face.of(AU17) - 4.5 * frown + 1.5 * jaw;
    double raise = 3 * part + 7 * face.of(AU10) * Math.min(1, part * 2) + 2.5 * face.of(AU9) * part;
    double lower = 3.2 * part + 23 * jaw * Math.min(1, part * 2) + 7 * face.of(AU16) * part;
    double shift = 3.5 * (face.of(AU10) + 0.7 * face.of(AU9)); // the closed lip rises as well

    var right = corner(face, Side.RIGHT, jaw, pucker);
    var left = corner(face, Side.LEFT, jaw, pucker);
    double thin = (1 - 0.62 * press) * persona.build().lips();
    double topLip = 8.2 * thin * (1 - 0.28 * smile) * (1 + 0.3 * pucker);
    double lowLip =
        11 * thin * (1 - 0.2 * smile) * (1 + 0.25 * pucker) * (1 + 0.22 * face.of(AU17));

    double[] innerTop = row(right, left, seam - raise - shift * 0.6, 0.9);
    double[] innerLow = row(right, left, seam + lower - shift * 0.3, 0.93);
    double top = seam - raise - topLip - shift;
    double low = seam + lower + lowLip;
    double[] outerTop = {
      right[0],
      right[1],
      right[0] * 0.55,
      mid(right[1], top, 0.72),
      right[0] * 0.2,
      top - 0.6,
      (right[0] + left[0]) / 2,
      top + 2.2,
      left[0] * 0.2,
      top - 0.6,
      left[0] * 0.55,
      mid(left[1], top, 0.72),
      left[0],
      left[1]
    };
    double[] outerLow = {
      right[0],
      right[1],
      right[0] * 0.62,
      mid(right[1], low, 0.72),
      right[0] * 0.25,
      low,
      left[0] * 0.25,
      low,
      left[0] * 0.62,
      mid(left[1], low, 0.72),
      left[0],
      left[1]
    };

    pen.glow(0, low + 6, 24, 8, persona.skin().shadeColour(), 0.6);
    paintInside(pen, innerTop, innerLow, raise + lower, seam, raise, face);
    pen.fill(pen.between(outerTop, innerTop), upperLip);
    pen.fill(pen.between(innerLow, outerLow), lips);
    pen.glow(-6, low - lowLip * 0.5, 15 * (1 - 0.4 * pucker), lowLip * 0.34, Color.WHITE, 0.32);
    double line = raise + lower < 3 ? 2.6 : 1.5;
    pen.stroke(pen.line(innerTop), Pen.faded(new Color(0x4A1A20), 0.85), line);
    for (var side : Side.values()) {
      paintCorner(pen, face, side, side == Side.LEFT ? left : right);
    }
  }

  // Where a lip corner is: out and up in a smile, down in sorrow, drawn in when the lips round.
  private double[] corner(Expression face, Side side, double jaw, double pucker) {
    double smile = face.of(AU12, side);
    double x =
        persona.build().mouth()
            + 12 * smile
            + 13 * face.of(AU20, side)
            + 3 * face.of(AU14, side)
            - 14 * pucker
            - 4 * face.of(AU23, side)
            - 3.5 * jaw * (1 - smile)
            + 2 * face.of(AU15, side);
    double y =
        SEAM_Y
            - 1.5
            - 15 * smile
            - 4 * face.of(AU14, side)
            + 10 * face.of(AU15, side)
            + 5 * face.of(AU20, side)
            - 2 * face.of(AU17, side)
            + 9 * jaw * jaw * (1 - smile);
    return new double[] {HeadPainter.sign(side) * x, y};
  }

  private static double[] row(double[] right, double[] left, double y, double pull) {
    return new double[] {
      right[0],
      right[1],
      right[0] * 0.6,
      mid(right[1], y, pull * 0.8),
      right[0] * 0.22,
      y,
      left[0] * 0.22,
      y,
      left[0] * 0.6,
      mid(left[1], y, pull * 0.8),
      left[0],
      left[1]
    };
  }

  private static double mid(double from, double to, double weight) {
    return from + (to - from) * weight;
  }

  private void paintInside(
      Pen pen,
      double[] innerTop,
      double[] innerLow,
      double gap,
      double seam,
      double raise,
      Expression face) {
    if (gap < 1.2) {
      return;
    }
    var opening = pen.between(innerTop, innerLow);
    pen.fill(opening, INSIDE);
    var inside = new Area(opening);
    if (gap > 12) {
      var tongue = new Area(pen.oval(0, seam + gap - raise + 1, 17, gap * 0.34));
      tongue.intersect(inside);
      pen.fill(tongue, TONGUE);
    }
    // Upper teeth hang from the skull: a parted lip shows more of them, a dropped jaw does not.
    double teeth = 3 + 6 * face.of(AU12) + 5 * face.of(AU10) + 3 * face.of(AU20) + 2 * face.of(AU9);
    double reach = Math.min(gap * 0.62, teeth);
    double bite = seam - raise + reach;
    var row =
        new Area(
            pen.shape(
                -31,
                seam - 26,
                31,
                seam - 26,
                30,
                bite - 5,
                20,
                bite - 1,
                0,
                bite + 0.5,
                -20,
                bite - 1,
                -30,
                bite - 5));
    row.intersect(inside);
    pen.fill(row, TEETH);
    double bared = Math.max(face.of(AU16), 0.6 * face.of(AU20));
    if (bared > 0.1 && gap > 5) {
      double floor = seam + gap - raise;
      var below =
          new Area(
              pen.shape(
                  -24,
                  floor - 5 * bared,
                  0,
                  floor - 6.5 * bared,
                  24,
                  floor - 5 * bared,
                  22,
                  floor + 20,
                  -22,
                  floor + 20));
      below.intersect(inside);
      pen.fill(below, Pen.blend(TEETH, INSIDE, 0.14));
    }
    for (int tooth = -2; tooth <= 2; tooth++) {
      pen.stroke(
          pen.line(tooth * 9.0, bite - reach + 1, tooth * 9.0, bite - 1),
          new Color(150, 120, 112, 60),
          0.9);
    }
  }

  private void paintCorner(Pen pen, Expression face, Side side, double[] corner) {
    int s = HeadPainter.sign(side);
    double tight =
        Math.max(
            Math.max(0.3 + 0.4 * face.of(AU12, side), face.of(AU14, side)), face.of(AU15, side));
    pen.glow(corner[0] + s * 2, corner[1] + 1, 8, 6, crease, 0.55 * tight);
    double dimple = face.of(AU14, side);
    if (dimple > 0.1) {
      pen.stroke(
          pen.line(
              corner[0] + s * 5,
              corner[1] - 9,
              corner[0] + s * 9,
              corner[1],
              corner[0] + s * 5,
              corner[1] + 8),
          Pen.faded(crease, 0.75 * dimple),
          2.8);
    }
    double down = face.of(AU15, side);
    if (down > 0.1) {
      pen.stroke(
          pen.line(
              corner[0] + s * 1,
              corner[1] + 1,
              corner[0] + s * 4,
              corner[1] + 8,
              corner[0] + s * 3,
              corner[1] + 15),
          Pen.faded(crease, 0.6 * down),
          2.4);
    }
  }
}
