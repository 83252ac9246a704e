package undertone.corpora.demo;

import static undertone.corpora.demo.ActionUnit.AU1;
import static undertone.corpora.demo.ActionUnit.AU10;
import static undertone.corpora.demo.ActionUnit.AU12;
import static undertone.corpora.demo.ActionUnit.AU14;
import static undertone.corpora.demo.ActionUnit.AU15;
import static undertone.corpora.demo.ActionUnit.AU17;
import static undertone.corpora.demo.ActionUnit.AU2;
import static undertone.corpora.demo.ActionUnit.AU20;
import static undertone.corpora.demo.ActionUnit.AU26;
import static undertone.corpora.demo.ActionUnit.AU4;
import static undertone.corpora.demo.ActionUnit.AU6;
import static undertone.corpora.demo.ActionUnit.AU7;
import static undertone.corpora.demo.ActionUnit.AU9;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.SplittableRandom;
import undertone.corpora.demo.Expression.Side;
import undertone.corpora.demo.Persona.Trait;

/// Paints the skin of a head: outline, ears, cheeks, nose and the lines an expression folds into
/// it.
final class HeadPainter {

  /// How far a fully dropped jaw lowers the chin, in head units.
  static final double JAW_DROP = 20;

  private final Persona persona;
  private final Color base;
  private final Color shade;
  private final Color lit;
  private final Color crease;

  HeadPainter(Persona persona) {
    this.persona = persona;
    this.base = persona.skin().baseColour();
    this.shade = persona.skin().shadeColour();
    this.lit = persona.skin().litColour();
    this.crease = Pen.blend(shade, new Color(0x3A1712), 0.45);
  }

  /// The outline of the face, lower when the jaw drops.
  Path2D.Double outline(Pen pen, Expression face) {
    var build = persona.build();
    double drop = JAW_DROP * face.of(AU26) - 3 * face.of(AU17);
    double w = build.face();
    double j = build.jaw() * w;
    double chin = 130 * build.chin();
    return pen.atDepth(12)
        .shape(
            mirrored(
                0,
                -128,
                48 * w,
                -119,
                83 * w,
                -84,
                97 * w,
                -30,
                97 * w,
                16,
                90 * j,
                58 + drop * 0.25,
                70 * j,
                98 + drop * 0.7,
                38 * j,
                chin - 4 + drop,
                0,
                chin + 2 + drop));
  }

  void paintEars(Pen pen) {
    switch (persona.hair().style()) {
      case SCARF, WAVES, BOB -> {
        return; // covered
      }
      case SWEPT, AFRO, FRINGE, RECEDED, CURLS -> {}
    }
    double x = 97 * persona.build().face();
    for (int s : new int[] {-1, 1}) {
      var plane = pen.atDepth(-12);
      plane.fill(
          plane.shape(
              s * (x - 6),
              -16,
              s * (x + 8),
              -20,
              s * (x + 15),
              -4,
              s * (x + 11),
              20,
              s * (x + 2),
              36,
              s * (x - 8),
              30),
          Pen.blend(base, shade, s > 0 ? 0.55 : 0.25));
      plane.stroke(
          plane.line(s * (x + 3), -10, s * (x + 9), 0, s * (x + 4), 20), Pen.faded(crease, 0.4), 2);
      if (persona.has(Trait.EARRINGS)) {
        plane.fill(plane.oval(s * (x + 3), 44, 6, 6), new Color(0xE8B94A));
        plane.fill(plane.oval(s * (x + 3) - 2, 42, 2, 2), new Color(0xFFF1C4));
      }
    }
  }

  void paintFace(Pen pen, Expression face) {
    var outline = outline(pen, face);
    var canvas = pen.canvas();
    canvas.setPaint(
        new LinearGradientPaint(
            new Point2D.Double(-85, -70),
            new Point2D.Double(100, 80),
            new float[] {0f, 0.45f, 1f},
            new Color[] {Pen.blend(base, lit, 0.55), base, Pen.blend(base, shade, 0.72)}));
    canvas.fill(outline);
    pen.glow(-24, -72, 62, 44, lit, 0.5);
    paintCheeks(pen, face);
    paintFreckles(pen);
    paintNose(pen, face);
    paintFolds(pen, face);
    paintForehead(pen, face);
    if (persona.has(Trait.BEARD)) {
      paintBeard(pen, face);
    }
  }

  private void paintCheeks(Pen pen, Expression face) {
    var blush = Pen.blend(base, persona.skin().lipColour(), 0.55);
    for (var side : Side.values()) {
      int s = sign(side);
      double raised = Math.max(face.of(AU6, side), 0.6 * face.of(AU12, side));
      double y = 44 - 9 * raised;
      pen.glow(s * 57, y + 4, 32, 25, blush, 0.34 + 0.3 * raised);
      pen.glow(s * 50, y - 4, 22, 13, lit, 0.3 + 0.5 * raised);
      if (raised > 0.15) {
        pen.stroke(
            pen.line(s * 28, y - 15, s * 44, y - 9, s * 64, y - 15),
            Pen.faded(crease, 0.38 * raised),
            2.2);
      }
    }
    double drop = JAW_DROP * face.of(AU26);
    pen.glow(0, 119 * persona.build().chin() + drop, 26, 13, lit, 0.3);
    if (face.of(AU17) > 0.1) {
      double ball = face.of(AU17);
      double y = 117 * persona.build().chin() + drop - 3 * ball;
      pen.stroke(pen.line(-16, y - 7, 0, y - 12, 16, y - 7), Pen.faded(crease, 0.55 * ball), 3);
      for (double[] dimple :
          new double[][] {{-8, 0}, {3, -3}, {9, 3}, {-2, 5}, {-12, 6}, {13, -3}}) {
        pen.glow(dimple[0], y + dimple[1], 5.5, 4, shade, 0.55 * ball);
      }
    }
  }

  private void paintFreckles(Pen pen) {
    if (!persona.has(Trait.FRECKLES)) {
      return;
    }
    var random = new SplittableRandom(11); // the same freckles in every picture
    for (int i = 0; i < 46; i++) {
      double x = random.nextDouble(-68, 68);
      double y = 26 + random.nextDouble(-12, 22) - 8 * Math.exp(-x * x / 300);
      double r = random.nextDouble(0.9, 1.9);
      pen.fill(pen.oval(x, y, r, r), new Color(176, 98, 60, 105));
    }
  }

  private void paintNose(Pen pen, Expression face) {
    double width = persona.build().nose();
    double wrinkle = face.of(AU9);
    double lift = 5 * wrinkle + 2 * face.of(AU10);
    double flare = 1 + 0.16 * wrinkle + 0.08 * face.of(AU4) + 0.06 * face.of(AU20);
    pen.glow(13, 26, 11, 34, shade, 0.5);
    pen.glow(-2, 20, 7, 36, lit, 0.55);
    pen.glow(0, 66 - lift, 25 * width, 11, shade, 0.5);
    pen.glow(-2, 47 - lift, 12 * width, 11, lit, 0.75);
    for (int s : new int[] {-1, 1}) {
      double w = s * 17 * width * flare;
      pen.stroke(
          pen.line(
              w * 0.98, 44 - lift, w * 1.18, 53 - lift, w * 1.02, 60 - lift, w * 0.62, 60 - lift),
          Pen.faded(crease, 0.5 + 0.2 * wrinkle),
          2.6);
      pen.fill(
          pen.shape(
              w * 0.28, 60 - lift, w * 0.52, 56.5 - lift, w * 0.86, 59 - lift, w * 0.6, 62 - lift),
          Pen.faded(Pen.blend(crease, Color.BLACK, 0.35), 0.72));
    }
    pen.stroke(pen.line(-6, 61 - lift, 0, 63.5 - lift, 6, 61 - lift), Pen.faded(crease, 0.5), 2);
    if (wrinkle > 0.1) {
      for (int s : new int[] {-1, 1}) {
        for (int i = 0; i < 3; i++) {
          double y = 4 + 10 * i;
          pen.stroke(
              pen.line(s * 3, y + 2, s * 10, y - 1, s * (16 + 2 * i), y - 6),
              Pen.faded(crease, (0.75 - 0.12 * i) * wrinkle),
              2.8);
        }
      }
      pen.stroke(pen.line(-8, -7, 0, -4, 8, -7), Pen.faded(crease, 0.6 * wrinkle), 2.6);
    }
  }

  // The folds around mouth and eyes that deepen when cheeks, nose or lip corners are pulled.
  private void paintFolds(Pen pen, Expression face) {
    for (var side : Side.values()) {
      int s = sign(side);
      double smile = face.of(AU12, side);
      double sneer = Math.max(face.of(AU9, side), face.of(AU10, side));
      double fold =
          Math.clamp(
              0.16
                  + 0.6 * smile
                  + 0.65 * sneer
                  + 0.3 * face.of(AU15, side)
                  + 0.35 * face.of(AU20, side)
                  + 0.45 * face.of(AU14, side),
              0,
              0.85);
      double out = 9 * smile + 5 * face.of(AU20, side) + 3 * sneer;
      pen.stroke(
          pen.line(
              s * (20 + 2 * sneer), 50 - 6 * sneer,
              s * (35 + out * 0.8), 62 - 5 * smile,
              s * (43 + out), 80 - 6 * smile,
              s * (43 + out * 0.8), 92 - 6 * smile),
          Pen.faded(crease, 0.55 * fold),
          3.2);
      double feet = Math.max(face.of(AU6, side), 0.35 * face.of(AU7, side));
      if (feet > 0.2) {
        for (int i = -1; i <= 1; i++) {
          pen.stroke(
              pen.line(s * 71, 1 + 5 * i, s * 78, 1 + 9 * i, s * 84, -1 + 13 * i),
              Pen.faded(crease, 0.5 * feet),
              1.8);
        }
      }
    }
  }

  private void paintForehead(Pen pen, Expression face) {
    double inner = face.of(AU1);
    double outer = face.of(AU2);
    double frown = face.of(AU4);
    double raised = Math.max(inner * (1 - 0.5 * frown), outer);
    for (int i = 0; i < 3; i++) {
      double y = -66 - 13 * i - 4 * raised;
      double reach = 24 + 30 * outer - 4 * i;
      double strength = raised * (0.42 - 0.09 * i);
      if (strength > 0.05) {
        double sag = inner > outer ? -5 * (inner - outer) : 3 * outer;
        pen.stroke(
            pen.line(
                -reach, y + sag, -reach / 2, y - 1, 0, y + 2, reach / 2, y - 1, reach, y + sag),
            Pen.faded(crease, strength),
            2.6);
      }
    }
    if (frown > 0.1) {
      for (int s : new int[] {-1, 1}) {
        pen.stroke(
            pen.line(s * 7, -46, s * 5, -34, s * 7.5, -22), Pen.faded(crease, 0.7 * frown), 2.8);
      }
      pen.glow(0, -32, 15, 17, shade, 0.6 * frown);
    }
  }

  private void paintBeard(Pen pen, Expression face) {
    double drop = JAW_DROP * face.of(AU26);
    var hair = new Color(persona.hair().brows());
    var build = persona.build();
    double w = build.face();
    double j = build.jaw() * w;
    double chin = 130 * build.chin();
    var plane = pen.atDepth(14);
    double smile = face.of(AU12);
    var beard =
        plane.shape(
            96 * w,
            6,
            96 * w,
            26,
            90 * j,
            60 + drop * 0.25,
            70 * j,
            99 + drop * 0.7,
            38 * j,
            chin - 2 + drop,
            0,
            chin + 4 + drop,
            -38 * j,
            chin - 2 + drop,
            -70 * j,
            99 + drop * 0.7,
            -90 * j,
            60 + drop * 0.25,
            -96 * w,
            26,
            -96 * w,
            6,
            -84 * w,
            40,
            -64,
            66 - 5 * smile,
            -46,
            72 - 6 * smile,
            0,
            69,
            46,
            72 - 6 * smile,
            64,
            66 - 5 * smile,
            84 * w,
            40);
    pen.fill(beard, Pen.faded(hair, 0.42));
    pen.glow(0, 112 + drop, 46, 26, hair, 0.35);
  }

  /// A closed outline that is the same on both sides, from its right half, top to bottom; points on
  /// the middle line stand once.
  static double[] mirrored(double... half) {
    int n = half.length / 2;
    var all = new double[4 * n];
    int length = 0;
    for (int i = 0; i < n; i++) {
      all[length++] = half[2 * i];
      all[length++] = half[2 * i + 1];
    }
    for (int i = n - 1; i >= 0; i--) {
      if (half[2 * i] != 0) {
        all[length++] = -half[2 * i];
        all[length++] = half[2 * i + 1];
      }
    }
    return java.util.Arrays.copyOf(all, length);
  }

  /// Which way a side of the face lies in the picture: its owner's left is on our right.
  static int sign(Side side) {
    return side == Side.LEFT ? 1 : -1;
  }
}
