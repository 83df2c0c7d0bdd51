/**
 * Playbooks and modules at hosts, with the ansible that the operator has set up: its configuration,
 * inventories and collections are used as they are.
 *
 * <p>Read {@link dev.runbook.ansible.AnsiblePlugin} for the actions, {@code Ansible} for how the
 * programs are driven, {@code Pipes} for how secrets reach them, and {@code lines.py} among the
 * resources for how they tell what happens. Source of the options, the variables and the callback:
 * ansible-core 2.14.
 */
@NullMarked
package dev.runbook.ansible;

import org.jspecify.annotations.NullMarked;
