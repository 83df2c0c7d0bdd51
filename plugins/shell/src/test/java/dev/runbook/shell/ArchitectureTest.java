package dev.runbook.shell;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the plugin a plugin: it knows the plugin interface, and nothing else of ours. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses SHELL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runbook.shell");

  @Test
  void itKnowsThePluginInterfaceAndTwoLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "dev.runbook.action..",
                "dev.runbook.shell..",
                "com.google.gson..",
                "org.snakeyaml.."))
        .check(SHELL);
  }

  @Test
  void eachLibraryIsKnownToOneClass() {
    noClasses()
        .that()
        .haveNameNotMatching(JsonText.class.getName() + ".*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.gson..")
        .check(SHELL);
    noClasses()
        .that()
        .haveNameNotMatching(YamlText.class.getName() + ".*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.snakeyaml..")
        .check(SHELL);
  }

  @Test
  void itStartsNoProgramItselfAndNeverSleepsOrReadsTheTime() {
    noClasses().should().dependOnClassesThat(type(ProcessBuilder.class)).check(SHELL);
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(SHELL);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(SHELL);
    noClasses().should().callMethod(System.class, "getenv", String.class).check(SHELL);
    noClasses().should().accessField(System.class, "out").check(SHELL);
  }
}
