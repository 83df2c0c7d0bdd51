/**
 * Git repositories, over file, http(s) and ssh remotes, with JGit and JSch, and the files that
 * git-lfs keeps for them, with OkHttp; no git needs to be installed.
 *
 * <p>The public records are what a runbook sees: actions, their outputs, the connection. They name
 * no class of JGit, so that listing them loads none; each leaves its work to the class named after
 * what it does ({@link dev.runbook.git.Push} to {@code Pushing}). The same rules hold for all:
 *
 * <ul>
 *   <li>Nothing but the clone's own configuration is read: neither the system's nor, but for the
 *       author, the user's. Hooks of a clone are not run.
 *   <li>No program is started, except to push to a folder of this machine that has hooks.
 *   <li>Nobody is ever asked for a password.
 * </ul>
 *
 * <p>Depends on the plugin interface, JGit, JSch and OkHttp.
 */
@NullMarked
package dev.runbook.git;

import org.jspecify.annotations.NullMarked;
