package undertone.corpora.demo;

import static undertone.corpora.demo.HeadPainter.mirrored;

import java.awt.Color;
import java.awt.GradientPaint;

/// Paints neck, shoulders and clothes. The body keeps still while the head turns.
final class BodyPainter {

  private final Persona persona;
  private final Color cloth;
  private final Color fold;
  private final Color skin;
  private final Color shade;

  BodyPainter(Persona persona) {
    this.persona = persona;
    this.cloth = new Color(persona.outfit().cloth());
    this.fold = new Color(persona.outfit().fold());
    this.skin = persona.skin().baseColour();
    this.shade = persona.skin().shadeColour();
  }

  void paint(Pen pen) {
    var flat = pen.atDepth(0);
    double neck = persona.pronoun().equals("she") ? 42 : 53;
    double broad = persona.pronoun().equals("she") ? 0.92 : 1.08;
    flat.fill(
        flat.shape(
            -neck, 70, neck, 70, neck, 160, neck + 22, 196, 0, 230, -neck - 22, 196, -neck, 160),
        Pen.blend(skin, shade, 0.45));
    flat.glow(6, 128, neck + 16, 44, Pen.blend(shade, Color.BLACK, 0.3), 0.75);

    pen.canvas().setPaint(new GradientPaint(-120, 150, cloth, 150, 300, fold));
    pen.canvas()
        .fill(
            flat.shape(
                mirrored(
                    0,
                    196,
                    (neck + 16) * 0.8,
                    186,
                    neck + 20,
                    170,
                    96 * broad,
                    182,
                    152 * broad,
                    204,
                    186 * broad,
                    250,
                    196 * broad,
                    330,
                    0,
                    340)));
    switch (persona.outfit().neckline()) {
      case CREW ->
          flat.stroke(
              flat.line(-neck - 15, 174, -neck + 4, 191, 0, 200, neck - 4, 191, neck + 15, 174),
              fold,
              9);
      case VEE -> {
        flat.fill(
            flat.between(
                new double[] {-neck - 14, 166, -neck + 8, 196, 0, 238},
                new double[] {-neck - 14, 166, neck + 14, 166, 0, 238}),
            Pen.blend(skin, shade, 0.18));
        flat.fill(
            flat.between(
                new double[] {neck + 14, 166, neck - 8, 196, 0, 238},
                new double[] {neck + 14, 166, -neck - 14, 166, 0, 238}),
            Pen.blend(skin, shade, 0.18));
        flat.stroke(flat.line(-neck - 17, 168, -neck + 2, 198, 0, 240), fold, 6);
        flat.stroke(flat.line(neck + 17, 168, neck - 2, 198, 0, 240), fold, 6);
        flat.stroke(flat.line(-30, 192, -16, 198, -6, 200), Pen.faded(shade, 0.7), 3);
        flat.stroke(flat.line(30, 192, 16, 198, 6, 200), Pen.faded(shade, 0.7), 3);
      }
      case COLLAR -> {
        for (int s : new int[] {-1, 1}) {
          flat.fill(
              flat.between(
                  new double[] {s * (neck - 2), 154, s * (neck + 22), 170, s * (neck + 8), 216},
                  new double[] {s * (neck - 2), 154, s * 24, 188, s * 4, 200, s * (neck + 8), 216}),
              Pen.blend(cloth, Color.WHITE, 0.14));
          flat.stroke(
              flat.line(s * (neck + 22), 170, s * (neck + 8), 216, s * 4, 200),
              Pen.faded(fold, 0.9),
              2.5);
        }
        flat.stroke(flat.line(0, 204, 1, 260, 0, 330), Pen.faded(fold, 0.9), 3);
      }
      case TURTLE -> {
        pen.canvas().setPaint(new GradientPaint(-50, 140, cloth, 60, 200, fold));
        pen.canvas()
            .fill(
                flat.shape(
                    -neck - 6,
                    140,
                    0,
                    150,
                    neck + 6,
                    140,
                    neck + 12,
                    176,
                    neck + 20,
                    204,
                    0,
                    216,
                    -neck - 20,
                    204,
                    -neck - 12,
                    176));
        flat.stroke(flat.line(-neck - 6, 142, 0, 152, neck + 6, 142), Pen.faded(fold, 0.8), 4);
        flat.stroke(flat.line(-neck - 14, 186, 0, 198, neck + 14, 186), Pen.faded(fold, 0.7), 4);
      }
      case HOOD -> {
        for (int s : new int[] {-1, 1}) {
          flat.fill(
              flat.between(
                  new double[] {
                    s * (neck + 2), 136, s * (neck + 44), 160, s * (neck + 30), 206, s * 8, 226
                  },
                  new double[] {s * (neck + 2), 136, s * (neck - 4), 178, s * 8, 226}),
              Pen.blend(cloth, fold, s > 0 ? 0.8 : 0.3));
        }
        flat.stroke(flat.line(-20, 218, -22, 250, -19, 282), new Color(0xE9E4DA), 3);
        flat.stroke(flat.line(20, 218, 23, 246, 20, 274), new Color(0xE9E4DA), 3);
      }
      case WRAP -> {
        flat.fill(
            flat.shape(
                -96, 150, -30, 178, 40, 182, 100, 146, 122, 200, 40, 240, -60, 236, -120, 200),
            Pen.blend(cloth, fold, 0.35));
        flat.stroke(flat.line(-104, 190, -30, 214, 60, 204, 110, 176), Pen.faded(fold, 0.9), 4);
        flat.stroke(flat.line(-90, 170, -20, 196, 70, 190), Pen.faded(cloth, 0.9), 4);
      }
    }
  }
}
