package dev.runbook.git;

import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the plugin to the plugin interface and its libraries, and its actions free of those. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses GIT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runbook.git");

  @Test
  void itKnowsThePluginInterfaceAndItsLibrariesOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "dev.runbook.git",
            "dev.runbook.action",
            "dev.runbook.ssh.client",
            "dev.runbook.http.client",
            "org.eclipse.jgit..",
            "com.jcraft.jsch..",
            "okhttp3..")
        .check(GIT);
  }

  @Test
  void whatARunbookSeesNamesNoLibrary() {
    noClasses()
        .that(modifier(JavaModifier.PUBLIC))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jgit..", "com.jcraft.jsch..", "okhttp3..")
        .check(GIT);
  }
}
