package undertone.annotator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "undertone", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule models_know_only_tensors =
      classes()
          .that()
          .resideInAPackage("undertone.models..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "undertone.models..",
              "ai.djl..",
              "java..",
              "org.jspecify..",
              "tools.jackson.."); // descriptions of published weights

  @ArchTest
  static final ArchRule corpora_know_nobody =
      noClasses()
          .that()
          .resideInAPackage("undertone.corpora..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "undertone.engine..",
              "undertone.models..",
              "undertone.exports..",
              "undertone.annotator..",
              "ai.djl..",
              "com.vaadin..");

  @ArchTest
  static final ArchRule the_engine_never_knows_the_screen =
      noClasses()
          .that()
          .resideInAPackage("undertone.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.vaadin..",
              "org.springframework..",
              "undertone.annotator..",
              "undertone.exports..");

  @ArchTest
  static final ArchRule exports_know_only_corpora =
      noClasses()
          .that()
          .resideInAPackage("undertone.exports..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "undertone.engine..", "undertone.models..", "undertone.annotator..", "com.vaadin..");

  @ArchTest
  static final ArchRule only_ui_packages_know_vaadin =
      noClasses()
          .that()
          .resideOutsideOfPackages("..ui..", "undertone.annotator.security..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.vaadin..");

  @ArchTest
  static final ArchRule nothing_but_a_screen_knows_a_screen =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ui..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("undertone..ui..");

  @ArchTest
  static final ArchRule features_form_no_cycles =
      slices().matching("undertone.(**)").should().beFreeOfCycles();
}
