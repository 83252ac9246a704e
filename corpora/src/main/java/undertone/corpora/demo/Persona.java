package undertone.corpora.demo;

import java.awt.Color;
import java.util.List;
import java.util.Set;

/// One of the drawn people: how they are built, coloured, dressed, and what voice they have.
///
/// @param id the speaker in `clips.csv`
/// @param pronoun "she" or "he", for captions
record Persona(
    String id,
    String pronoun,
    Skin skin,
    Build build,
    Hair hair,
    Outfit outfit,
    Larynx larynx,
    Set<Trait> traits) {

  static final Persona NOOR =
      new Persona(
          "noor",
          "she",
          new Skin(0xD9A47C, 0xB5794F, 0xF3C9A3, 0xB5524F),
          new Build(0.97, 0.93, 1.00, 1.06, 6.2, 0.92, 1.05, 32),
          new Hair(HairStyle.SCARF, 0x2F6F73, 0x4E9A97, 0x33231C, 0x5B3A21),
          new Outfit(Neckline.WRAP, 0x2A5F66, 0x4E9A97),
          new Larynx(202, 1.15),
          Set.of());

  static final Persona OSKAR =
      new Persona(
          "oskar",
          "he",
          new Skin(0xF0C6A6, 0xCF9873, 0xFFE4CC, 0xC07767),
          new Build(1.02, 1.08, 1.05, 0.94, 7.4, 1.08, 0.82, 33),
          new Hair(HairStyle.SWEPT, 0xC79A55, 0xE6C585, 0xA07A42, 0x4F7FA0),
          new Outfit(Neckline.CREW, 0x39506B, 0x2C3E55),
          new Larynx(114, 1.0),
          Set.of(Trait.BEARD));

  static final Persona IMANI =
      new Persona(
          "imani",
          "she",
          new Skin(0x8A5637, 0x643A23, 0xB57C54, 0x8E3F44),
          new Build(0.98, 0.96, 0.98, 1.05, 6.0, 1.12, 1.30, 34),
          new Hair(HairStyle.AFRO, 0x2B1D19, 0x4A3329, 0x21160F, 0x3A2417),
          new Outfit(Neckline.VEE, 0xE0A63A, 0xB97F22),
          new Larynx(188, 1.13),
          Set.of(Trait.EARRINGS));

  static final Persona KEI =
      new Persona(
          "kei",
          "he",
          new Skin(0xEBC39B, 0xC8956A, 0xFBE0C2, 0xB86E5E),
          new Build(0.98, 1.00, 0.98, 0.96, 7.0, 0.98, 0.95, 31),
          new Hair(HairStyle.FRINGE, 0x1F2129, 0x434958, 0x23242A, 0x33241B),
          new Outfit(Neckline.COLLAR, 0xE9E4DA, 0xBFB7A7),
          new Larynx(126, 1.02),
          Set.of());

  static final Persona LUCIA =
      new Persona(
          "lucia",
          "she",
          new Skin(0xE8B58D, 0xC48660, 0xFFDDBD, 0xC25750),
          new Build(0.96, 0.92, 1.02, 1.07, 6.0, 0.93, 1.12, 33),
          new Hair(HairStyle.WAVES, 0x5B3424, 0x8E5A3B, 0x4A2C1E, 0x5E7A45),
          new Outfit(Neckline.VEE, 0xB4485A, 0x8E3245),
          new Larynx(212, 1.16),
          Set.of());

  static final Persona VIKTOR =
      new Persona(
          "viktor",
          "he",
          new Skin(0xE9BC9D, 0xC48D6E, 0xFBDDC5, 0xB36F62),
          new Build(1.03, 1.06, 1.04, 0.92, 8.0, 1.10, 0.78, 33),
          new Hair(HairStyle.RECEDED, 0x9AA0A6, 0xC9CDD1, 0x80858B, 0x5A7286),
          new Outfit(Neckline.COLLAR, 0x6E7F5E, 0x56664A),
          new Larynx(97, 0.98),
          Set.of(Trait.GLASSES));

  static final Persona MEI =
      new Persona(
          "mei",
          "she",
          new Skin(0xF3CFAE, 0xD39F7A, 0xFFE8D2, 0xC9605E),
          new Build(0.98, 0.90, 0.96, 1.08, 5.4, 0.90, 1.00, 29),
          new Hair(HairStyle.BOB, 0x2A1C1F, 0x57393A, 0x2F2022, 0x3B2618),
          new Outfit(Neckline.TURTLE, 0x7A6AA8, 0x5F5089),
          new Larynx(224, 1.18),
          Set.of());

  static final Persona THEO =
      new Persona(
          "theo",
          "he",
          new Skin(0xF5CDB4, 0xD59A7C, 0xFFE7D6, 0xC6746A),
          new Build(1.00, 0.99, 1.02, 1.00, 6.6, 1.02, 0.92, 33),
          new Hair(HairStyle.CURLS, 0xA3492A, 0xCC7443, 0x8A4127, 0x4E7F6C),
          new Outfit(Neckline.HOOD, 0x4C7A6B, 0x3A6155),
          new Larynx(131, 1.03),
          Set.of(Trait.FRECKLES));

  /// Everybody who plays in the demo.
  static final List<Persona> CAST = List.of(NOOR, OSKAR, IMANI, KEI, LUCIA, VIKTOR, MEI, THEO);

  Persona {
    traits = Set.copyOf(traits);
  }

  /// How the hair is drawn.
  enum HairStyle {
    SCARF,
    SWEPT,
    AFRO,
    FRINGE,
    WAVES,
    RECEDED,
    BOB,
    CURLS
  }

  /// How the clothes end at the neck.
  enum Neckline {
    WRAP,
    CREW,
    VEE,
    COLLAR,
    TURTLE,
    HOOD
  }

  /// What else makes the face theirs.
  enum Trait {
    BEARD,
    EARRINGS,
    GLASSES,
    FRECKLES
  }

  /// Skin colours as RGB: in even light, in shade, lit, and the lips.
  record Skin(int base, int shade, int lit, int lips) {
    Color baseColour() {
      return new Color(base);
    }

    Color shadeColour() {
      return new Color(shade);
    }

    Color litColour() {
      return new Color(lit);
    }

    Color lipColour() {
      return new Color(lips);
    }
  }

  /// Proportions, 1 = the average face; brow weight and mouth half-width in head units.
  record Build(
      double face,
      double jaw,
      double chin,
      double eyes,
      double browWeight,
      double nose,
      double lips,
      double mouth) {}

  /// Colours as RGB: hair (or scarf), its shine, the brows, the iris.
  record Hair(HairStyle style, int base, int shine, int brows, int iris) {}

  /// Colours as RGB: cloth and its folds.
  record Outfit(Neckline neckline, int cloth, int fold) {}

  /// A voice: its resting pitch in Hz and how much higher its formants lie than a long tract's.
  record Larynx(double pitchHz, double formantScale) {}

  /// @throws IllegalArgumentException if nobody of the cast is called so
  static Persona named(String id) {
    return CAST.stream()
        .filter(persona -> persona.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Nobody in the demo is called %s.".formatted(id)));
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
