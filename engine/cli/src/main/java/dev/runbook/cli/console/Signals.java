package dev.runbook.cli.console;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Signals that stop a run: the first Ctrl-C asks it to end by itself, a second one and any other
 * signal end it at once.
 *
 * <p>A shutdown hook cannot tell the second Ctrl-C. The class that can is supported on every JDK
 * since 9, but the compiler warns of it and cannot be told not to: so it is called by its name.
 * Signals that were ignored when the process began, as by {@code nohup}, stay ignored.
 */
public final class Signals {
  private static final Map<String, Exit> EXITS =
      Map.of("INT", Exit.INTERRUPTED, "TERM", Exit.TERMINATED, "HUP", Exit.HUNG_UP);

  private final Runnable first;
  private final Runnable atOnce;
  private final AtomicReference<Exit> last = new AtomicReference<>();

  private Signals(Runnable first, Runnable atOnce) {
    this.first = first;
    this.atOnce = atOnce;
  }

  /** Has the signals of this process do that from now on. */
  public static Signals handled(Runnable first, Runnable atOnce) {
    var signals = new Signals(first, atOnce);
    EXITS.keySet().forEach(signals::handle);
    return signals;
  }

  /** Returns the exit code of the last signal, if there was one. */
  public Optional<Exit> exit() {
    return Optional.ofNullable(last.get());
  }

  private void handle(String name) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(name, method.getName()));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      // this JVM keeps its signals to itself: it ends at once, which a resume copes with
    }
  }

  private Object answer(String name, String method) {
    if (method.equals("handle")) {
      received(name);
    }
    return method.equals("hashCode") ? hashCode() : method.equals("equals") ? false : name;
  }

  private void received(String name) {
    var before = last.getAndSet(EXITS.get(name));
    if (name.equals("INT") && before == null) {
      first.run();
    } else {
      atOnce.run();
    }
  }
}
