package dev.runbook.http.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps what plugins share free of any plugin, and of time and environment. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses CLIENT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runbook.http.client");

  @Test
  void itKnowsThePluginInterfaceAndItsLibrariesOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl",
            "org.jspecify..",
            "dev.runbook.http.client",
            "dev.runbook.action",
            "com.google.gson..",
            "okhttp3..",
            "kotlin..")
        .check(CLIENT);
  }

  @Test
  void itNeverSleepsReadsTheTimeOrTheEnvironment() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLIENT);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLIENT);
    noClasses().should().callMethod(System.class, "getenv", String.class).check(CLIENT);
    noClasses().should().accessField(System.class, "out").check(CLIENT);
  }
}
