package undertone.annotator.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Sentence;

/// Every sentence a room speaks is known in Chinese, and nothing is kept that nobody says.
class InterpreterTest {

  private static final List<Path> ROOMS =
      List.of(
          Path.of("../corpora/src/main/java"),
          Path.of("../exports/src/main/java"),
          Path.of("../label-engine/src/main/java"),
          Path.of("src/main/java"));

  @Test
  void every_sentence_of_the_rooms_is_known_in_chinese_and_no_other() throws IOException {
    var spoken = new TreeSet<>(spoken());
    spoken.remove("%s"); // quoted words are nobody's to translate

    assertThat(chinese().keySet()).containsExactlyInAnyOrderElementsOf(spoken);
  }

  @Test
  void a_translation_has_a_place_for_every_value() {
    chinese()
        .forEach((english, chinese) ->
            assertThat(places(chinese)).as(english).isEqualTo(places(english)));
  }

  @Test
  void a_refusal_is_said_in_the_language_of_its_reader() {
    var refused = new InvalidRequestException(new InvalidValueException("A corpus needs a name."));

    assertThat(Interpreter.say(refused, Locale.SIMPLIFIED_CHINESE)).isEqualTo("语料库需要名称。");
    assertThat(Interpreter.say(refused, Locale.FRENCH)).isEqualTo("A corpus needs a name.");
  }

  @Test
  void words_with_percent_signs_are_quoted_as_they_are() {
    var words = "disk 100 %s full\nat %d";

    assertThat(Interpreter.say(Sentence.quoted(words), Locale.CHINESE)).isEqualTo(words);
    assertThat(Sentence.decode(Sentence.quoted(words).encoded()).english()).isEqualTo(words);
  }

  private static long places(String pattern) {
    return Pattern.compile("%(?:\\d\\$)?s").matcher(pattern).results().count();
  }

  private static Map<String, String> chinese() {
    try (var in = InterpreterTest.class.getResourceAsStream("/sentences_zh.yaml")) {
      return new Yaml().load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> spoken() throws IOException {
    var units = new ArrayList<CompilationUnitTree>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      for (var room : ROOMS) {
        try (var sources = Files.walk(room)) {
          var paths = sources.filter(f -> f.toString().endsWith(".java")).toList();
          var task =
              (JavacTask)
                  compiler.getTask(
                      null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
          task.parse().forEach(units::add);
        }
      }
    }
    var refusals = new RefusalNames();
    units.forEach(unit -> refusals.scan(unit, null));
    var found = new Speeches(refusals.names);
    units.forEach(unit -> found.scan(unit, null));
    return found.patterns;
  }

  /// Which exceptions carry a sentence.
  private static final class RefusalNames extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Set<String> names = new TreeSet<>(Set.of("InvalidValueException"));

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
      if (type.getExtendsClause() != null && type.getExtendsClause().toString().equals("Refusal")) {
        names.add(type.getSimpleName().toString());
      }
      return super.visitClass(type, null);
    }
  }

  /// The literal patterns handed to refusals and sentences.
  private static final class Speeches extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Set<String> refusals;
    private final Set<String> patterns = new TreeSet<>();
    private Map<String, ExpressionTree> constants = Map.of();
    private boolean inRefusal;

    Speeches(Set<String> refusals) {
      this.refusals = refusals;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
      var outerConstants = constants;
      boolean outer = inRefusal;
      constants = new HashMap<>(outerConstants);
      for (var member : type.getMembers()) {
        if (member instanceof VariableTree field && field.getInitializer() != null) {
          constants.put(field.getName().toString(), field.getInitializer());
        }
      }
      inRefusal = refusals.contains(type.getSimpleName().toString());
      super.visitClass(type, null);
      inRefusal = outer;
      constants = outerConstants;
      return null;
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void none) {
      if (refusals.contains(made.getIdentifier().toString()) && !made.getArguments().isEmpty()) {
        hear(made.getArguments().getFirst());
      }
      return super.visitNewClass(made, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
      var method = call.getMethodSelect();
      boolean sentence =
          method instanceof MemberSelectTree select
              && select.toString().equals("Sentence.of")
              && !call.getArguments().isEmpty();
      boolean constructor =
          inRefusal
              && method instanceof IdentifierTree name
              && name.getName().contentEquals("super")
              && !call.getArguments().isEmpty();
      if (sentence || constructor) {
        hear(call.getArguments().getFirst());
      }
      return super.visitMethodInvocation(call, null);
    }

    /// Takes each whole literal in an expression: a choice between patterns has several.
    private void hear(Tree expression) {
      new TreeScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void visitBinary(BinaryTree sum, @Nullable Void none) {
          var whole = folded(sum);
          if (whole != null) {
            patterns.add(whole);
            return null;
          }
          return super.visitBinary(sum, null);
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void none) {
          if (literal.getValue() instanceof String text) {
            patterns.add(text);
          }
          return null;
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void none) {
          var constant = constants.get(name.getName().toString());
          if (constant != null && folded(constant) != null) {
            patterns.add(String.valueOf(folded(constant)));
          }
          return null;
        }

        // Calls inside compute values, not patterns.
        @Override
        public @Nullable Void visitMethodInvocation(
            MethodInvocationTree call, @Nullable Void none) {
          return null;
        }
      }.scan(expression, null);
    }

    private static @Nullable String folded(ExpressionTree expression) {
      return switch (expression) {
        case LiteralTree literal when literal.getValue() instanceof String text -> text;
        case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
          var left = folded(sum.getLeftOperand());
          var right = folded(sum.getRightOperand());
          yield left == null || right == null ? null : left + right;
        }
        default -> null;
      };
    }
  }
}
