/**
 * What happened in a run, append only; runs on disk, locks, decisions.
 *
 * <p>Depends on: json, action.
 *
 * <h2>A state folder</h2>
 *
 * <pre>
 * runs/2026-11-23-k3/
 *   journal.jsonl       what happened
 *   torn-12.txt         what was cut off where line 12 was torn
 *   files/              every file the plan read; index.json has path, hash and name of each
 *   logs/KEY.log        a step's log; bytes that are no plain letters of names stand as %2F
 *   decisions/*.json    what people decided; only their owner may change them
 *   requests/           cancel: asked of the process that carries the run out
 *   lock                held by that process (bytes 0 and 1, fcntl); free when it is gone
 * locks/NAME            the id of the run that has the lock of that name
 * </pre>
 *
 * <h2>The journal, format 1</h2>
 *
 * <p>UTF-8, one JSON object a line, each line with its end ({@code \n}); nothing is ever changed.
 *
 * <pre>
 * {"format":1,"seq":1,"at":"2026-11-23T10:00:00Z","event":"run.started","data":{..},"before":"00..","check":".."}
 * {"seq":2,"at":"..","event":"step.ended","step":"images[15,arm]","data":{..},"before":"9f..","check":".."}
 * </pre>
 *
 * <ul>
 *   <li>{@code format}: first on the first line, and nowhere else. A newer one is refused before
 *       anything is touched. In every format a file begins with it.
 *   <li>{@code seq}: from 1, without gaps.
 *   <li>{@code at}: an instant by the clock of the machine, which may be set back.
 *   <li>{@code event}, {@code step}: what happened, and the key of the step; none for the run.
 *   <li>{@code data}: JSON, in which <code>{"$duration": "PT3M"}</code>, <code>{"$instant": ".."}
 *       </code>, <code>{"$cut": .., "$whole": ..}</code> are values and <code>{"$map": {..}}</code>
 *       a map whose first key begins with {@code $}. Never a secret.
 *   <li>{@code before}: SHA-256, in hexadecimal, of the line before without its end; zeros on the
 *       first line. The <em>head</em> is that hash of the last line: {@code tail -n 1 journal.jsonl
 *       | tr -d '\n' | sha256sum}. Noted elsewhere, it proves every line.
 *   <li>{@code check}: CRC-32C, in hexadecimal, of the line up to and with {@code ,"check":"}. It
 *       finds accidents in the last line too, which no hash follows.
 * </ul>
 *
 * <p>Events, as package {@code run} writes them; readers pass over those they do not know:
 *
 * <ul>
 *   <li>of the run: {@code run.started}, {@code run.resumed}, {@code run.reopened} (a new round),
 *       {@code run.cancelling}, {@code run.taking_back}, {@code run.warned}, {@code run.ended} with
 *       {@code status}. The run is over if the last of them, but for warnings, is {@code run.ended}
 *       with a status that is neither {@code paused} nor {@code interrupted}.
 *   <li>of a step: {@code step.entered}, {@code step.began} (its time runs), {@code step.decided}
 *       (a condition, a list, an instant), {@code step.left} (its body, by a failure), {@code
 *       step.late}, {@code step.stopped}, {@code step.undo} (what would take it back), {@code
 *       step.closed} (how a group ended, for who looks), {@code step.ended} with {@code status} and
 *       outputs or error.
 *   <li>of an attempt, in {@code attempt}: {@code step.started} (on the disk before the effect),
 *       {@code step.child} (a process), {@code step.waiting} (its token), {@code step.answered},
 *       {@code step.abandoned}, {@code step.settled} (by a person, after it was cut off).
 *   <li>of a gate: {@code gate.opened} with the {@code hash} that decisions name, {@code
 *       gate.decided}.
 * </ul>
 *
 * <p>A reader may rely on this: a line that has its end is whole. What follows the last end of line
 * is a line being written, or torn; who holds the run cuts a torn one off when it opens the
 * journal, and only if it can be the beginning of the next line. Anything else that does not fit is
 * damage: it is named by its line, never repaired, and the run goes nowhere. Lines that were forced
 * survive the machine; others survive the process. A journal whose disk was full ends before the
 * line that did not fit. That whole lines are missing at the end, or were written anew from some
 * line on, is seen by the head alone.
 */
@NullMarked
package dev.runbook.journal;

import org.jspecify.annotations.NullMarked;
