package dev.runbook.ssh;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order, and how many at a time, hosts are gone to.
 *
 * @param batches sizes, the last one repeated until no host is left; empty for all at once
 * @param maxFailures how many hosts may fail; null for none, but a batch once begun is finished
 */
record Rollout(int maxParallel, List<String> batches, @Nullable String maxFailures) {

  /** Returns the hosts batch by batch. */
  <T> List<List<T>> split(List<T> all) throws Unfit {
    var parts = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += parts.get(parts.size() - 1).size()) {
      var to = Math.min(all.size(), from + size(parts.size(), all.size()));
      parts.add(all.subList(from, to));
    }
    return parts;
  }

  /** Returns how many hosts of {@code all} may fail. */
  int tolerated(int all) throws Unfit {
    return maxFailures == null ? 0 : Quantity.of(maxFailures, all);
  }

  void check() throws Unfit {
    if (maxParallel < 1) {
      throw new Unfit("`max_parallel` is less than 1");
    }
  }

  private int size(int batch, int all) throws Unfit {
    return batches.isEmpty()
        ? all
        : Math.max(1, Quantity.of(batches.get(Math.min(batch, batches.size() - 1)), all));
  }
}
