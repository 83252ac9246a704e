package undertone.corpora.demo;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Pattern;

/// What a face does at one moment: each action unit with an intensity 0..1 on either side.
///
/// Written as FACS coders write it: units joined by `+`, an intensity letter from A (a trace, 0.2)
/// to E (maximum, 1.0), and L or R before a unit that acts on one side only: `6D+12E+25C`,
/// `R12C+R14D`.
final class Expression {

  /// A side of the face as its owner has it: LEFT is on the right of the picture.
  enum Side {
    LEFT,
    RIGHT
  }

  /// The face at rest.
  static final Expression REST =
      new Expression(new EnumMap<>(ActionUnit.class), new EnumMap<>(ActionUnit.class));

  private static final Pattern CODE = Pattern.compile("([LR]?)(\\d+)([A-E])");

  // Units at rest have no entry.
  private final EnumMap<ActionUnit, Double> left;
  private final EnumMap<ActionUnit, Double> right;

  private Expression(EnumMap<ActionUnit, Double> left, EnumMap<ActionUnit, Double> right) {
    this.left = left;
    this.right = right;
  }

  /// Reads a FACS code; an empty code is the face at rest.
  ///
  /// @throws IllegalArgumentException if a part is no known unit with its intensity letter
  static Expression facs(String code) {
    var face = REST;
    for (var part : code.isEmpty() ? List.<String>of() : Arrays.asList(code.split("\\+", -1))) {
      var match = CODE.matcher(part);
      if (!match.matches()) {
        throw new IllegalArgumentException(
            "\"%s\" in the FACS code %s is no action unit with an intensity letter, such as R12C."
                .formatted(part, code));
      }
      var unit = ActionUnit.valueOf("AU" + match.group(2));
      double strength = (match.group(3).charAt(0) - 'A' + 1) / 5.0;
      var side = match.group(1);
      if (!side.equals("R")) {
        face = face.with(unit, Side.LEFT, strength);
      }
      if (!side.equals("L")) {
        face = face.with(unit, Side.RIGHT, strength);
      }
    }
    return face;
  }

  double of(ActionUnit unit, Side side) {
    return (side == Side.LEFT ? left : right).getOrDefault(unit, 0.0);
  }

  /// The stronger of both sides.
  double of(ActionUnit unit) {
    return Math.max(of(unit, Side.LEFT), of(unit, Side.RIGHT));
  }

  Expression with(ActionUnit unit, Side side, double strength) {
    var changed = (side == Side.LEFT ? left : right).clone();
    changed.put(unit, Math.clamp(strength, 0, 1));
    return side == Side.LEFT ? new Expression(changed, right) : new Expression(left, changed);
  }

  Expression with(ActionUnit unit, double strength) {
    return with(unit, Side.LEFT, strength).with(unit, Side.RIGHT, strength);
  }

  /// Every unit times a factor, at most 1.
  Expression scaled(double factor) {
    return combined(REST, (ours, _) -> ours * factor);
  }

  /// This face on its way to another: weight 0 is this one, 1 the other.
  Expression mixed(Expression other, double weight) {
    return combined(other, (ours, theirs) -> ours + (theirs - ours) * weight);
  }

  /// Both at once: each unit as strong as in the stronger of the two.
  Expression joined(Expression other) {
    return combined(other, Math::max);
  }

  private Expression combined(Expression other, DoubleBinaryOperator rule) {
    return new Expression(combined(left, other.left, rule), combined(right, other.right, rule));
  }

  private static EnumMap<ActionUnit, Double> combined(
      EnumMap<ActionUnit, Double> ours,
      EnumMap<ActionUnit, Double> theirs,
      DoubleBinaryOperator rule) {
    var result = new EnumMap<ActionUnit, Double>(ActionUnit.class);
    for (var unit : ActionUnit.values()) {
      double value =
          rule.applyAsDouble(ours.getOrDefault(unit, 0.0), theirs.getOrDefault(unit, 0.0));
      if (value > 0) {
        result.put(unit, Math.min(1, value));
      }
    }
    return result;
  }
}
