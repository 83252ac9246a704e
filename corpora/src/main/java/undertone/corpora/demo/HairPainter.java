package undertone.corpora.demo;

import static undertone.corpora.demo.HeadPainter.mirrored;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Shape;
import java.awt.geom.Path2D;

/// Paints the hair, or the scarf, of a persona: what falls behind the head, then what frames the
/// face.
final class HairPainter {

  private final Persona persona;
  private final Color base;
  private final Color shine;
  private final Color deep;

  HairPainter(Persona persona) {
    this.persona = persona;
    this.base = new Color(persona.hair().base());
    this.shine = new Color(persona.hair().shine());
    this.deep = Pen.blend(base, new Color(0x08060A), 0.42);
  }

  /// What lies behind head and neck.
  void paintBehind(Pen pen) {
    var back = pen.atDepth(-34);
    switch (persona.hair().style()) {
      case SCARF ->
          back.fill(
              back.shape(
                  mirrored(
                      0, -154, 62, -144, 108, -98, 122, -20, 120, 70, 108, 140, 112, 210, 0, 240)),
              deep);
      case AFRO -> {
        for (int i = 0; i < 30; i++) {
          double angle = Math.toRadians(-218 + i * 256 / 29.0);
          double r = 22 + 5 * Math.sin(i * 2.4);
          pen.atDepth(-20)
              .fill(
                  back.oval(128 * Math.cos(angle), -52 + 116 * Math.sin(angle), r, r),
                  Pen.blend(base, deep, 0.5));
        }
        back.fill(back.oval(0, -52, 136, 122), base);
        back.glow(-48, -112, 80, 58, shine, 0.75);
      }
      case WAVES -> {
        back.fill(
            back.shape(
                mirrored(
                    0, -156, 62, -148, 108, -104, 122, -40, 119, 20, 132, 74, 124, 124, 138, 172,
                    122, 214, 0, 222)),
            deep);
        for (int s : new int[] {-1, 1}) {
          back.stroke(
              back.line(s * 108, 0, s * 120, 70, s * 112, 122, s * 126, 172, s * 112, 208),
              Pen.faded(shine, 0.4),
              5);
        }
      }
      case BOB ->
          back.fill(
              back.shape(
                  mirrored(
                      0, -154, 64, -146, 110, -100, 122, -20, 124, 60, 118, 108, 84, 124, 0, 120)),
              deep);
      case CURLS -> {
        for (int i = 0; i < 19; i++) {
          double angle = Math.toRadians(-196 + i * 212 / 18.0);
          double r = 21 + 4 * Math.sin(i * 1.9);
          back.fill(
              back.oval(102 * Math.cos(angle), -56 + 92 * Math.sin(angle), r, r),
              i % 2 == 0 ? deep : Pen.blend(base, deep, 0.6));
        }
      }
      case SWEPT, FRINGE, RECEDED ->
          back.fill(
              back.shape(mirrored(0, -148, 58, -140, 101, -96, 107, -30, 101, 34, 0, 60)), deep);
    }
  }

  /// What frames the face. The chin of a scarf follows the jaw.
  void paintFront(Pen pen, double jawDrop) {
    switch (persona.hair().style()) {
      case SCARF -> scarf(pen, jawDrop);
      case SWEPT -> swept(pen);
      case AFRO -> afro(pen);
      case FRINGE -> fringe(pen);
      case WAVES -> waves(pen);
      case RECEDED -> receded(pen);
      case BOB -> bob(pen);
      case CURLS -> curls(pen);
    }
  }

  private void scarf(Pen pen, double jawDrop) {
    var rim = pen.atDepth(14);
    double d = jawDrop;
    var cloth = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    cloth.append(
        rim.shape(
            mirrored(
                0, -150, 58, -141, 103, -96, 116, -20, 113, 62, 96, 122 + d, 70, 168 + d, 0,
                190 + d)),
        false);
    cloth.append(
        rim.shape(
            mirrored(
                0,
                -98,
                46,
                -93,
                77,
                -62,
                88,
                -6,
                87,
                40,
                77,
                80 + d * 0.4,
                56,
                110 + d * 0.8,
                28,
                128 + d,
                0,
                133 + d)),
        false);
    pen.canvas().setPaint(new GradientPaint(-110, -120, shine, 90, 120, base));
    pen.canvas().fill(cloth);
    rim.stroke(rim.line(-76, -66, -46, -96, 0, -103, 46, -96, 76, -66), Pen.faded(deep, 0.5), 5);
    rim.stroke(rim.line(-96, -84, -50, -126, 10, -134, 66, -118), Pen.faded(shine, 0.75), 4);
    rim.stroke(rim.line(-104, 10, -102, 70, -80, 122 + d, -30, 160 + d), Pen.faded(deep, 0.35), 4);
    rim.stroke(rim.line(104, -40, 106, 30, 92, 96 + d, 40, 148 + d), Pen.faded(deep, 0.45), 4);
    rim.stroke(rim.line(90, 90 + d, 50, 138 + d, -10, 166 + d), Pen.faded(shine, 0.4), 4);
  }

  private void swept(Pen pen) {
    var rim = pen.atDepth(26);
    var hair =
        rim.shape(
            -99, 8, -106, -46, -98, -104, -58, -146, 4, -164, 66, -152, 104, -108, 107, -46, 99, 8,
            93, -22, 88, -58, 70, -78, 30, -84, -8, -98, -44, -88, -76, -74, -90, -46, -93, -20);
    dye(pen, hair);
    rim.stroke(rim.line(-66, -86, -30, -122, 30, -138, 78, -116), Pen.faded(shine, 0.85), 6);
    rim.stroke(rim.line(-52, -94, -16, -112, 40, -116, 84, -86), Pen.faded(shine, 0.5), 4);
    rim.stroke(rim.line(-80, -78, -58, -118, -10, -146), Pen.faded(deep, 0.4), 4);
    rim.stroke(rim.line(-8, -97, 34, -104, 74, -88), Pen.faded(deep, 0.35), 4);
  }

  private void afro(Pen pen) {
    var rim = pen.atDepth(20);
    var hair =
        rim.shape(
            -101, -2, -114, -50, -104, -110, -54, -150, 0, -160, 54, -150, 104, -110, 114, -50, 101,
            -2, 92, -30, 84, -66, 54, -94, 0, -103, -54, -94, -84, -66, -92, -30);
    pen.fill(hair, base);
    for (int i = 0; i < 17; i++) {
      double t = i / 16.0;
      double angle = Math.toRadians(-188 + 196 * t);
      rim.fill(rim.oval(90 * Math.cos(angle), -32 + 72 * Math.sin(angle), 11, 10), base);
    }
    rim.glow(-44, -126, 56, 30, shine, 0.8);
    for (int i = 0; i < 26; i++) {
      double angle = i * 2.399963; // golden angle: curls without rows
      double r = 20 * Math.sqrt(i);
      double x = r * Math.cos(angle);
      double y = -130 + 0.34 * r * Math.sin(angle);
      rim.stroke(rim.line(x - 5, y, x, y - 4, x + 5, y), Pen.faded(shine, 0.4), 2);
    }
  }

  private void fringe(Pen pen) {
    var rim = pen.atDepth(26);
    dye(
        pen,
        rim.shape(
            -98, 14, -108, -40, -100, -104, -58, -146, 0, -158, 58, -148, 101, -104, 108, -40, 98,
            14, 92, -20, 88, -54, 60, -80, 0, -88, -60, -80, -88, -54, -92, -20));
    double[][] locks = {
      {-98, -88, -66, -112, -93, -14},
      {-88, -100, -44, -122, -80, -38},
      {-72, -110, -18, -126, -58, -46},
      {-52, -116, 10, -128, -30, -46},
      {-28, -120, 36, -126, 2, -50},
      {0, -120, 58, -120, 34, -47},
      {30, -118, 80, -110, 64, -43},
      {60, -108, 99, -90, 91, -18}
    };
    for (double[] lock : locks) {
      pen.fill(
          rim.between(
              new double[] {
                lock[0],
                lock[1],
                (lock[0] * 1.1 + lock[4]) / 2.1,
                (lock[1] + lock[5]) / 2 - 4,
                lock[4],
                lock[5]
              },
              new double[] {
                lock[2],
                lock[3],
                (lock[2] + lock[4]) / 2 + 7,
                (lock[3] + lock[5]) / 2 + 4,
                lock[4],
                lock[5]
              }),
          base);
      rim.stroke(
          rim.line(
              (lock[0] + lock[2]) / 2,
              lock[1] + 2,
              (lock[0] + lock[2] + 2 * lock[4]) / 4,
              (lock[1] + lock[5]) / 2,
              lock[4],
              lock[5] - 12),
          Pen.faded(shine, 0.45),
          2.4);
    }
    rim.stroke(rim.line(-76, -112, -20, -136, 44, -132, 84, -104), Pen.faded(shine, 0.7), 6);
  }

  private void waves(Pen pen) {
    var rim = pen.atDepth(18);
    for (int s : new int[] {-1, 1}) {
      var curtain =
          rim.between(
              new double[] {
                s * -6, -152, s * 50, -150, s * 98, -112, s * 116, -46, s * 112, 16, s * 122, 68,
                s * 112, 118, s * 122, 160
              },
              new double[] {
                s * -6, -152, s * 4, -116, s * 38, -98, s * 76, -58, s * 92, -6, s * 94, 44,
                s * 102, 86, s * 94, 126, s * 122, 160
              });
      dye(pen, curtain);
      rim.stroke(
          rim.line(s * 14, -134, s * 62, -112, s * 98, -50, s * 102, 20, s * 110, 70, s * 104, 118),
          Pen.faded(shine, 0.75),
          4.5);
      rim.stroke(rim.line(s * 30, -144, s * 82, -116, s * 108, -46), Pen.faded(deep, 0.4), 4);
    }
  }

  private void receded(Pen pen) {
    var rim = pen.atDepth(22);
    dye(
        pen,
        rim.shape(
            -100, 22, -108, -38, -100, -100, -58, -142, 0, -152, 58, -142, 100, -100, 108, -38, 100,
            22, 93, -14, 90, -50, 82, -80, 66, -104, 44, -104, 20, -98, 0, -102, -20, -98, -44,
            -104, -66, -104, -82, -80, -90, -50, -93, -14));
    rim.stroke(rim.line(-70, -116, -24, -136, 34, -136, 74, -114), Pen.faded(shine, 0.9), 5);
    rim.stroke(rim.line(-30, -108, 10, -124, 60, -116), Pen.faded(deep, 0.3), 3);
  }

  private void bob(Pen pen) {
    var rim = pen.atDepth(24);
    for (int s : new int[] {-1, 1}) {
      dye(
          pen,
          rim.between(
              new double[] {s * 52, -140, s * 102, -104, s * 118, -20, s * 121, 56, s * 112, 112},
              new double[] {
                s * 52, -140, s * 86, -66, s * 90, -6, s * 91, 50, s * 88, 98, s * 112, 112
              }));
    }
    dye(
        pen,
        rim.shape(
            -98, -55, -102, -100, -60, -144, 0, -156, 60, -144, 102, -100, 98, -55, 74, -61, 36,
            -58, 0, -60, -36, -58, -74, -61));
    for (int i = -4; i <= 4; i++) {
      rim.stroke(
          rim.line(i * 12, -126, i * 17, -90, i * 18, -56),
          Pen.faded(i % 2 == 0 ? deep : shine, 0.3),
          2.2);
    }
    rim.stroke(rim.line(-84, -96, -34, -112, 30, -113, 84, -96), Pen.faded(shine, 0.65), 7);
    rim.stroke(rim.line(-106, -20, -108, 40, -100, 92), Pen.faded(shine, 0.5), 4);
  }

  private void curls(Pen pen) {
    var rim = pen.atDepth(24);
    dye(
        pen,
        rim.shape(
            -98, 4, -104, -46, -96, -98, -56, -136, 0, -146, 56, -136, 96, -98, 104, -46, 98, 4, 93,
            -24, 86, -60, 54, -88, 0, -94, -54, -88, -86, -60, -93, -24));
    for (int row = 0; row < 3; row++) {
      int n = 9 - row;
      for (int i = 0; i < n; i++) {
        double t = n == 1 ? 0 : i / (n - 1.0) * 2 - 1;
        double x = t * (92 - 8 * row);
        double y = -92 - 21 * row + (38 - 6 * row) * t * t;
        double r = 16 + 2.5 * Math.sin(i * 3.1 + row);
        rim.fill(rim.oval(x, y, r, r), (i + row) % 2 == 0 ? base : Pen.blend(base, deep, 0.25));
        rim.stroke(
            rim.line(x - r * 0.55, y - 1, x - r * 0.1, y - r * 0.55, x + r * 0.45, y - r * 0.2),
            Pen.faded(shine, 0.75),
            3);
      }
    }
  }

  // Hair is lighter where the light comes from.
  private void dye(Pen pen, Shape hair) {
    pen.canvas()
        .setPaint(
            new GradientPaint(
                -90, -150, Pen.blend(base, shine, 0.45), 100, 0, Pen.blend(base, deep, 0.35)));
    pen.canvas().fill(hair);
  }
}
