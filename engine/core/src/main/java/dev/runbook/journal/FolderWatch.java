package dev.runbook.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rings when a file is put into one of some folders. The kernel tells it where it can; every few
 * seconds it looks itself, because over a network file system, or past the kernel's limit of
 * watches, nobody tells.
 */
final class FolderWatch implements Closeable {
  private static final long LOOK_SELDOM = 5;
  private static final long LOOK_OFTEN = 1;

  private final List<Path> folders;
  private final Runnable bell;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final @Nullable WatchService kernel;
  private Set<String> seen;

  private FolderWatch(List<Path> folders, Runnable bell) {
    this.folders = folders;
    this.bell = bell;
    this.kernel = kernel(folders);
    this.seen = names();
  }

  /** Begins to watch; what is put there after it returned is not missed. */
  static FolderWatch start(List<Path> folders, Runnable bell) {
    var watch = new FolderWatch(folders, bell);
    var thread = new Thread(watch::watch, "folder watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private static @Nullable WatchService kernel(List<Path> folders) {
    WatchService service = null;
    try {
      service = folders.get(0).getFileSystem().newWatchService();
      for (var folder : folders) {
        folder.register(service, StandardWatchEventKinds.ENTRY_CREATE);
      }
      return service;
    } catch (IOException e) {
      close(service);
      return null;
    }
  }

  private void watch() {
    try {
      while (!waited()) {
        var now = names();
        if (!now.equals(seen)) {
          seen = now;
          bell.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether it was closed meanwhile. */
  private boolean waited() throws InterruptedException {
    if (kernel == null) {
      return closed.await(LOOK_OFTEN, TimeUnit.SECONDS);
    }
    try {
      var key = kernel.poll(LOOK_SELDOM, TimeUnit.SECONDS);
      if (key != null) {
        key.pollEvents();
        key.reset();
      }
      return closed.getCount() == 0;
    } catch (ClosedWatchServiceException e) {
      return true;
    }
  }

  private Set<String> names() {
    return folders.stream()
        .map(folder -> folder.toFile().list())
        .flatMap(names -> names == null ? Stream.empty() : Stream.of(names))
        .filter(name -> !name.startsWith("."))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    closed.countDown();
    close(kernel);
  }

  private static void close(@Nullable WatchService service) {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      // It only tells; whoever needs it looks every second instead.
      return;
    }
  }
}
