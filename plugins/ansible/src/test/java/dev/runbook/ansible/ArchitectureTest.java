package dev.runbook.ansible;

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
  private static final JavaClasses ANSIBLE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runbook.ansible");

  @Test
  void itKnowsThePluginInterfaceAndALibraryForJson() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "com.google.gson..",
                "dev.runbook.action..",
                "dev.runbook.ansible.."))
        .check(ANSIBLE);
  }

  @Test
  void jsonIsKnownToOneClass() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Json.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.gson..")
        .check(ANSIBLE);
  }

  @Test
  void itStartsNoProgramItselfAndNeverSleepsOrReadsTheTime() {
    noClasses().should().dependOnClassesThat(type(ProcessBuilder.class)).check(ANSIBLE);
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(ANSIBLE);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(ANSIBLE);
    noClasses().should().callMethod(System.class, "getenv", String.class).check(ANSIBLE);
    noClasses().should().accessField(System.class, "out").check(ANSIBLE);
  }
}
