package dev.runbook.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Plugin;
import dev.runbook.diagnostic.Diagnostic;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();
  private static final String SOUND =
      """
      package demo;
      import dev.runbook.action.Action;
      import dev.runbook.action.ActionName;
      import dev.runbook.action.Call;
      import dev.runbook.action.Outcome;
      import dev.runbook.action.Plugin;
      import java.util.List;
      public class DemoPlugin implements Plugin {
        public String name() { return "demo"; }
        public String version() { return "2.1"; }
        public List<Class<? extends Action<?>>> actions() { return List.of(Hello.class); }
        public record Out(String text) {}
        @ActionName("demo.hello")
        public record Hello(String name) implements Action<Out> {
          public Outcome<Out> run(Call call) { return Outcome.done(new Out("hello " + name)); }
        }
      }
      """;

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins.d"));
  }

  private Catalog catalog() {
    return Catalog.installed(plugins);
  }

  /** Compiles a plugin and packs it; {@code without} leaves out classes whose name ends so. */
  private void jar(String name, String source, String service, String without) throws IOException {
    var classes = Files.createTempDirectory(folder, "classes");
    var className = source.replaceAll("(?s).*?public class (\\w+).*", "$1");
    var file =
        new SimpleJavaFileObject(
            URI.create("string:///demo/" + className + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return source;
          }
        };
    var options = List.of("-d", classes.toString(), "-proc:none");
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.getTask(null, null, null, options, null, List.of(file)).call()).isTrue();
    try (var jar = new JarOutputStream(Files.newOutputStream(plugins.resolve(name)))) {
      add(jar, SERVICE, service.getBytes(StandardCharsets.UTF_8));
      for (var path : files(classes)) {
        if (!path.toString().endsWith(without)) {
          var entry = classes.relativize(path).toString().replace('\\', '/');
          add(jar, entry, Files.readAllBytes(path));
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).toList());
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  @Test
  void aJarInTheFolderBringsItsActions() throws Exception {
    jar("demo.jar", SOUND, "demo.DemoPlugin", "-");
    var catalog = catalog();
    assertThat(catalog.warnings()).isEmpty();
    assertThat(catalog.versions()).containsEntry("demo", "2.1");
    assertThat(catalog.action("demo.hello").orElseThrow().outputs())
        .containsExactly(new ActionType.Part("text", "text", true, null, null));
  }

  @Test
  void aFolderThatIsNotThereIsEmpty() {
    assertThat(Catalog.installed(folder.resolve("none")).warnings()).isEmpty();
  }

  @Test
  void brokenJarsAreNamedAndDisturbNothing() throws Exception {
    jar("a-sound.jar", SOUND, "demo.DemoPlugin", "-");
    var other = SOUND.replace("DemoPlugin", "OtherPlugin");
    jar(
        "b-missing-class.jar",
        other.replace("\"demo\"", "\"o\""),
        "demo.OtherPlugin",
        "Hello.class");
    jar("c-no-such-plugin.jar", other, "demo.Nowhere", "-");
    jar("d-no-plugin.jar", other, "", "-");
    var later =
        other.replace(
            "public String version",
            "public int interfaceVersion() { return 9; }\n  public String version");
    jar("e-later.jar", later, "demo.OtherPlugin", "-");
    jar("f-same-plugin.jar", other, "demo.OtherPlugin", "-");
    jar("g-same-action.jar", other.replace("\"demo\"", "\"g\""), "demo.OtherPlugin", "-");
    Files.writeString(plugins.resolve("h-no-jar.jar"), "this is no jar");
    var angry = other.replace("return \"demo\";", "throw new IllegalStateException(\"angry\");");
    jar("i-angry.jar", angry, "demo.OtherPlugin", "-");
    var nameless = other.replace("@ActionName(\"demo.hello\")", "").replace("\"demo\"", "\"j\"");
    jar("j-nameless.jar", nameless, "demo.OtherPlugin", "-");
    var empty = other.replace("return List.of(Hello.class);", "return null;");
    jar("k-empty.jar", empty.replace("\"demo\"", "\"k\""), "demo.OtherPlugin", "-");

    var catalog = catalog();

    assertThat(catalog.actions()).extracting(ActionType::name).containsExactly("demo.hello");
    assertThat(catalog.warnings())
        .hasSize(10)
        .anySatisfy(w -> assertThat(w).contains("b-missing-class.jar").contains("is missing"))
        .anySatisfy(w -> assertThat(w).contains("c-no-such-plugin.jar").contains("Nowhere"))
        .anySatisfy(w -> assertThat(w).contains("d-no-plugin.jar").contains("names no plugin"))
        .anySatisfy(w -> assertThat(w).contains("e-later.jar").contains("later engine"))
        .anySatisfy(w -> assertThat(w).contains("f-same-plugin.jar").contains("`demo` already"))
        .anySatisfy(w -> assertThat(w).contains("g-same-action.jar").contains("`demo.hello`"))
        .anySatisfy(w -> assertThat(w).contains("h-no-jar.jar"))
        .anySatisfy(w -> assertThat(w).contains("i-angry.jar").contains("angry"))
        .anySatisfy(w -> assertThat(w).contains("j-nameless.jar").contains("has no name"))
        .anySatisfy(w -> assertThat(w).contains("k-empty.jar").contains("it fails"));
  }

  @Test
  void anActionThatBreaksTheRulesIsReportedWhereItIsUsed() throws Exception {
    jar("demo.jar", SOUND.replace("String name) ", "Thread name) "), "demo.DemoPlugin", "-");
    var action = catalog().action("demo.hello").orElseThrow();
    assertThat(action.faults())
        .extracting(Diagnostic::message)
        .containsExactly(
            "action `demo.hello` cannot be used: `name` has the type java.lang.Thread,"
                + " which no argument or output can have");
    assertThat(action.arguments()).isEmpty();
  }

  @Test
  void theTypesOfConnectionsAreKnown() {
    var catalog = Catalog.of(List.of(new FakePlugin()));
    assertThat(catalog.connectionTypes()).containsExactly("fake", "phone");
    assertThat(catalog.versions()).isEqualTo(Map.of("fake", "1.0"));
  }
}
