package undertone.corpora.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import undertone.corpora.demo.Line.Medium;

/// Turns the lines into takes: a seed decides the order, who plays the free lines, in which room,
/// how strongly, and in which variant of the face.
final class Screenplay {

  private static final int STILL_PIXELS = 512;

  private Screenplay() {}

  /// Every take of the demo, in the order of `clips.csv`.
  static List<Take> takes(long seed) {
    var random = new SplittableRandom(seed);
    var cast = new Deck<>(Persona.CAST, random);
    var rooms = new Deck<>(List.of(Backdrop.values()), random);
    var faces = new LinkedHashMap<Emotion, Deck<Expression>>();
    var takes = new ArrayList<Take>();
    for (var line : ordered(Line.all(), random)) {
      var persona = line.speaker() == null ? cast.draw() : line.speaker();
      var backdrop = line.backdrop() == null ? rooms.draw() : line.backdrop();
      boolean still = line.medium() == Medium.STILL;
      boolean wide = backdrop == Backdrop.TRAIN || backdrop == Backdrop.WINDOW;
      double intensity = still ? random.nextDouble(0.85, 1) : random.nextDouble(0.68, 1);
      takes.add(
          new Take(
              "demo-%03d%s".formatted(takes.size() + 1, line.medium().suffix()),
              line,
              persona,
              backdrop,
              still ? STILL_PIXELS : wide ? 384 : 320,
              still ? STILL_PIXELS : wide ? 288 : 320,
              random.nextDouble(1.0, 1.14),
              intensity,
              faces
                  .computeIfAbsent(line.emotion(), emotion -> new Deck<>(emotion.faces(), random))
                  .draw()
                  .scaled(0.35 + 0.65 * intensity),
              random.nextLong()));
    }
    return List.copyOf(takes);
  }

  // Conversations stay whole; everything else is shuffled among them, so that a clip's number says
  // nothing about its label.
  private static List<Line> ordered(List<Line> lines, SplittableRandom random) {
    var blocks = new LinkedHashMap<String, List<Line>>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var key = line.conversation().isEmpty() ? "line " + i : line.conversation();
      blocks.computeIfAbsent(key, _ -> new ArrayList<>()).add(line);
    }
    var shuffled = new ArrayList<>(blocks.values());
    Collections.shuffle(shuffled, Random.from(random));
    return shuffled.stream().flatMap(List::stream).toList();
  }

  /// Deals all cards once before any comes again.
  private static final class Deck<T> {
    private final List<T> cards;
    private final SplittableRandom random;
    private final List<T> left = new ArrayList<>();

    Deck(List<T> cards, SplittableRandom random) {
      this.cards = cards;
      this.random = random;
    }

    T draw() {
      if (left.isEmpty()) {
        left.addAll(cards);
        Collections.shuffle(left, Random.from(random));
      }
      return left.removeLast();
    }
  }
}
