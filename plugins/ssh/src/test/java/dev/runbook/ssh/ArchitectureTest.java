package dev.runbook.ssh;

import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the plugin to the plugin interface and SSH, and its actions free of JSch. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses SSH =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runbook.ssh");

  @Test
  void itKnowsThePluginInterfaceAndItsLibraryOnly() {
    classes()
        .that()
        .resideInAPackage("dev.runbook.ssh")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "dev.runbook.ssh",
            "dev.runbook.ssh.client",
            "dev.runbook.action",
            "com.jcraft.jsch..")
        .check(SSH);
  }

  @Test
  void whatARunbookSeesNamesNoLibrary() {
    noClasses()
        .that(modifier(JavaModifier.PUBLIC))
        .and()
        .resideInAPackage("dev.runbook.ssh")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.jcraft.jsch..")
        .check(SSH);
  }
}
