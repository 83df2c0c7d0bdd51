package dev.runbook.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Problems;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MvelTest {

  /** Loads every class of ours anew, and notes which of MVEL are asked for. */
  private static final class Recording extends URLClassLoader {
    final List<String> mvel = new ArrayList<>();

    Recording(URL[] path) {
      super(path, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.mvel2.")) {
        mvel.add(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  /** What a check and a trivial run do, called in a class loader of its own. */
  public static final class Probe {
    private Probe() {}

    /** Checks, or evaluates. */
    public static void check(String text) {
      Samples.expression(text).check(Samples.NAMES, new Problems());
    }

    /** Evaluates. */
    public static void evaluate(String text) throws EvaluationException {
      Samples.expression(text).evaluate(Samples.SCOPE);
    }
  }

  private static List<String> loaded(String method, String text) throws Exception {
    try (var loader = new Recording(classPath())) {
      Class.forName(Probe.class.getName(), true, loader)
          .getMethod(method, String.class)
          .invoke(null, text);
      return loader.mvel;
    }
  }

  private static URL[] classPath() throws IOException {
    var urls = new ArrayList<URL>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void checkingLoadsNoClassOfMvel() throws Exception {
    assertThat(loaded("check", "len(inputs.names) + 1 > 2 and round(inputs.count) == 2")).isEmpty();
  }

  @Test
  void comparingLoadsNoClassOfMvel() throws Exception {
    var text = "inputs.name in ['web', 'api'] and inputs.count < 2 and not has(inputs.note)";
    assertThat(loaded("evaluate", text)).isEmpty();
  }

  @Test
  void computingIsHandedToMvel() throws Exception {
    assertThat(loaded("evaluate", "inputs.count + 1 > 2")).contains("org.mvel2.MVEL");
  }
}
