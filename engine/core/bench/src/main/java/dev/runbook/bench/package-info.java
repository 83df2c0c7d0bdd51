/** Parts of the engine, each beside a yardstick; engine/cli/bench/README.md says how they are run. */
@NullMarked
package dev.runbook.bench;

import org.jspecify.annotations.NullMarked;
