package undertone.annotator.shell.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.annotator.jobs.ModelExample;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.jobs.VoterFamily;
import undertone.annotator.models.ModelDesk;
import undertone.corpora.Certainty;
import undertone.corpora.Cue;
import undertone.corpora.Meaning;
import undertone.corpora.Modality;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Region;
import undertone.corpora.clip.ClipState;
import undertone.corpora.corpus.Palette;
import undertone.corpora.corpus.Question;
import undertone.corpora.corpus.WordingHelp;
import undertone.corpora.decision.Verdict;
import undertone.corpora.people.AccessToken;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.rule.Reads;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.word.OpenWords;
import undertone.engine.features.FacePart;
import undertone.engine.llm.AskKind;
import undertone.engine.llm.Rejection;
import undertone.engine.pseudo.Prior;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.refinement.Companion;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.PixelPlan;
import undertone.engine.refinement.RefinementMethod;
import undertone.engine.refinement.Start;
import undertone.exports.DecisionPolicy;
import undertone.exports.LabelSource;
import undertone.models.pico.PartialLoss;

/// Everything people read comes from the bundles, in both languages.
class TextsTest {

  private static final Path VIEWS = Path.of("src/main/java/undertone/annotator");

  /// A key handed to the words, as `say("home.title"` or `getTranslation("home.title"`.
  private static final Pattern USED =
      Pattern.compile(
          "(?:say|translate|getTranslation|heading\\w*)\\(\\s*\"([a-z]\\w*(?:\\.\\w+)+)\"");

  /// Any literal that looks like a key of a bundle.
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  /// The later one would take the place of the other in silence.
  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void no_key_stands_twice(String language) throws IOException {
    var seen = new HashSet<String>();
    var twice = new TreeSet<String>();
    for (var line :
        Files.readAllLines(
            Path.of("src/main/resources/messages_%s.properties".formatted(language)))) {
      var key = line.split("=", 2)[0].strip();
      if (!key.isEmpty() && !key.startsWith("#") && !seen.add(key)) {
        twice.add(key);
      }
    }
    assertThat(seen).hasSizeGreaterThan(1000);
    assertThat(twice).isEmpty();
  }

  @Test
  void both_languages_say_the_same_things() {
    assertThat(keys("zh")).isEqualTo(keys("en"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void every_text_can_be_formatted(String language) {
    bundle(language)
        .forEach((key, text) ->
            assertThat(new MessageFormat((String) text, Locale.of(language)))
                .as("%s in %s", key, language)
                .isNotNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void no_text_holds_a_straight_apostrophe_which_a_pattern_would_swallow(String language) {
    assertThat(bundle(language).values()).noneMatch(text -> text.toString().contains("'"));
  }

  @Test
  void both_languages_fill_in_the_same_values() {
    var english = bundle("en");
    var chinese = bundle("zh");
    for (var key : keys("en")) {
      assertThat(places(chinese.getProperty(key)))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
    }
  }

  @Test
  void every_key_a_view_uses_exists() throws IOException {
    var missing = new TreeSet<String>();
    for (var view : views()) {
      var used = USED.matcher(Files.readString(view));
      while (used.find()) {
        if (!keys("en").contains(used.group(1))) {
          missing.add(view.getFileName() + ": " + used.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void every_fact_of_the_evidence_has_words() throws IOException {
    var facts = Pattern.compile("\"(evidence\\.\\w+)\"");
    for (var source : sources("/curation/")) {
      facts
          .matcher(Files.readString(source))
          .results()
          .forEach(fact -> assertThat(keys("en")).contains(fact.group(1)));
    }
  }

  @Test
  void every_text_is_used() throws IOException {
    var sources = new StringBuilder();
    for (var source : sources("")) {
      sources.append(Files.readString(source));
    }
    var literals =
        LITERAL.matcher(sources).results().map(m -> m.group(1)).collect(Collectors.toSet());
    var constants = constants();
    var unused =
        keys("en").stream()
            .filter(key -> !literals.contains(key) && !constants.contains(key))
            // A hint stands beside what it hints at.
            .filter(key -> !literals.contains(key.replaceFirst("Hint$", "")))
            // A key may be put together from a literal beginning and a word: "room." + name.
            .filter(key -> literals.stream().noneMatch(l -> l.endsWith(".") && key.startsWith(l)))
            .toList();
    assertThat(unused).isEmpty();
  }

  @Test
  void every_constant_people_see_has_a_word() {
    assertThat(keys("en"))
        .containsAll(
            constants().stream().filter(c -> !c.endsWith(".hint")).collect(Collectors.toSet()));
  }

  @Test
  void no_view_holds_a_sentence_of_its_own() throws IOException {
    var sentences = new ArrayList<String>();
    for (var view : views()) {
      for (var line : Files.readAllLines(view)) {
        var code = line.strip();
        if (code.startsWith("//") || code.startsWith("@") || code.contains("LOG.")) {
          continue;
        }
        LITERAL
            .matcher(code)
            .results()
            .map(m -> m.group(1))
            .filter(TextsTest::reads)
            .forEach(text -> sentences.add(view.getFileName() + ": " + text));
      }
    }
    assertThat(sentences).isEmpty();
  }

  /// Whether a literal looks like words for people: a capital and a further word, or Chinese.
  private static boolean reads(String literal) {
    boolean template =
        literal.contains("<") || literal.contains("${") || literal.startsWith("Bug:");
    boolean chinese = literal.codePoints().anyMatch(Character::isIdeographic);
    boolean languageName = literal.equals("中文");
    return !template
        && !languageName
        && (chinese
            || literal.matches("[A-Z][a-z]+,? [a-z].*")
            || literal.matches("[A-Z].*[a-z][.!?…]"));
  }

  private static Set<String> constants() {
    return Stream.<Class<? extends Enum<?>>>of(
            RunState.class,
            RunKind.class,
            Reads.class,
            RefinementMethod.class,
            PseudoMethod.class,
            VoterFamily.class,
            TrainPlan.Stage.class,
            ModelDesk.Standing.class,
            ModelExample.Shows.class,
            OpenWords.Way.class,
            Prior.class,
            Start.class,
            PartialLoss.class,
            Companion.class,
            PixelEncoder.class,
            PixelPlan.Agreeing.class,
            PixelPlan.Update.class,
            FacePart.class,
            Cue.class,
            CaptionLevel.class,
            Region.class,
            Question.class,
            Palette.class,
            WordingHelp.class,
            Modality.class,
            ClipState.class,
            Verdict.class,
            Meaning.class,
            Certainty.class,
            CorpusRole.class,
            InstanceRole.class,
            AccessToken.Scope.class,
            ProposalState.class,
            DecisionPolicy.class,
            LabelSource.class,
            AskKind.class,
            Rejection.class)
        .flatMap(type -> Stream.of(type.getEnumConstants()))
        .map(c -> c.getDeclaringClass().getSimpleName() + "." + c.name())
        .flatMap(key -> Stream.of(key, key + ".hint"))
        .collect(Collectors.toSet());
  }

  private static List<Path> views() throws IOException {
    return sources("/ui/");
  }

  /// @param within part of the path, with plain slashes
  private static List<Path> sources(String within) throws IOException {
    try (var files = Files.walk(VIEWS)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> f.toString().replace(File.separatorChar, '/').contains(within))
          .toList();
    }
  }

  private static Set<String> places(String pattern) {
    return Pattern.compile("\\{(\\d+)")
        .matcher(pattern)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> keys(String language) {
    return new TreeSet<>(bundle(language).stringPropertyNames());
  }

  private static Properties bundle(String language) {
    var bundle = new Properties();
    var file = Path.of("src/main/resources/messages_%s.properties".formatted(language));
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      bundle.load(in);
    } catch (IOException e) {
      throw new AssertionError("The bundle " + file + " cannot be read.", e);
    }
    return bundle;
  }
}
