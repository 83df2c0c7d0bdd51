/** Tests of the actions for Jenkins, and the stand-in for a server that the lab uses. */
package dev.runbook.jenkins;
