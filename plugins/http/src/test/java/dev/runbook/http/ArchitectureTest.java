package dev.runbook.http;

import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.runbook.action.Plugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the plugin to the plugin interface and its libraries, and its actions free of those. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses HTTP =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runbook.http");

  @Test
  void itIsFound() {
    assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(HttpPlugin.class);
  }

  @Test
  void itKnowsThePluginInterfaceAndItsLibrariesOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl",
            "org.jspecify..",
            "dev.runbook.http",
            "dev.runbook.http.client",
            "dev.runbook.action",
            "com.google.gson..",
            "okhttp3..",
            "kotlin..")
        .check(HTTP);
  }

  @Test
  void whatIsLoadedForAListOfActionsNamesNoLibrary() {
    noClasses()
        .that(modifier(JavaModifier.PUBLIC))
        .and()
        .resideInAPackage("dev.runbook.http")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "kotlin..", "com.google.gson..")
        .check(HTTP);
  }

  @Test
  void itNeverSleepsReadsTheTimeOrTheEnvironment() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(HTTP);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(HTTP);
    noClasses().should().callMethod(System.class, "getenv", String.class).check(HTTP);
    noClasses().should().accessField(System.class, "out").check(HTTP);
  }
}
