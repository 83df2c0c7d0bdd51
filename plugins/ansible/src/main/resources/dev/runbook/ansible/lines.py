"""Tells a program what ansible does: one JSON object a line on standard output, as it happens.

Each has `event` and, where people are to see it, `text`; the texts also go to ansible's own log. Results that ansible itself
censors (`no_log`) arrive here censored.
"""

import json
import os
import sys

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: lines
type: stdout
short_description: one JSON object a line
description: Tells the program that started ansible what happens.
"""

LONGEST = 300
WHOLE = "RUNBOOK_ANSIBLE_RESULTS"


def plain(value):
    return value if isinstance(value, str) else json.dumps(value, default=str)


def last_line(text):
    lines = [line.strip() for line in plain(text).splitlines() if line.strip()]
    return lines[-1][:LONGEST] if lines else ""


def own(result):
    """Leaves out what ansible adds for itself."""
    added = ("invocation", "stdout_lines", "stderr_lines")
    return {k: v for k, v in result.items() if not k.startswith("_ansible") and k not in added}


def message(result):
    """Says in one line why a task failed."""
    for item in result.get("results") or []:
        if isinstance(item, dict) and (item.get("failed") or item.get("unreachable")):
            return message(item)
    if "censored" in result:
        return "its no_log hides why"
    text = " ".join(plain(result.get("msg") or "").split())[:LONGEST]
    more = ""
    if result.get("rc") is not None and text in ("", "non-zero return code"):
        text = "exit code %s" % result["rc"]
        more = last_line(result.get("stderr") or result.get("stdout") or "")
    elif text.startswith("MODULE FAILURE"):
        text = "the module broke"
        more = last_line(result.get("module_stderr") or result.get("module_stdout") or "")
    return "%s: %s" % (text, more) if more else text or "it gave no reason"


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "runbook.events.lines"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = None
        self.diffs = []
        self.whole = os.environ.pop(WHOLE, None) is not None
        # What tasks start on this machine, another ansible too, has the operator's own surroundings.
        for ours in ("ANSIBLE_STDOUT_CALLBACK", "ANSIBLE_LOAD_CALLBACK_PLUGINS"):
            os.environ.pop(ours, None)
        path = os.environ.pop("PYTHONPATH", "").partition(os.pathsep)[2]
        if path:
            os.environ["PYTHONPATH"] = path

    def tell(self, event, text=None, **parts):
        parts["event"] = event
        if text is not None:
            parts["text"] = text
            self._display.display(text, log_only=True)
        sys.stdout.write(json.dumps(parts, default=str) + "\n")
        sys.stdout.flush()

    def begin(self, task, what="task"):
        self.task = task._uuid
        name = task.get_name().strip()
        self.tell("task", "%s: %s" % (what, name), task=name)

    def outcome(self, result, outcome, note=""):
        # Under `free` hosts are at different tasks, too.
        if result._task._uuid != self.task:
            self.begin(result._task)
        value = result._result
        host = result._host.get_name()
        parts = {"host": host, "task": result._task.get_name().strip(), "outcome": outcome}
        if outcome in ("failed", "unreachable", "ignored"):
            parts["message"] = note = message(value)
        elif outcome == "skipped" and value.get("msg"):
            # A module that cannot check is skipped by a check.
            parts["message"] = message(value)
        elif value.get("_ansible_verbose_always"):
            shown = own(value)
            shown.pop("changed", None)
            note = plain(shown["msg"] if list(shown) == ["msg"] else shown)
        if self.whole:
            parts["result"] = own(value)
        self.tell("result", "  %s: %s%s" % (host, outcome, ": " + note if note else ""), **parts)
        for diff in self.diffs:
            self.tell("diff", diff, host=host)
        self.diffs = []

    def item(self, result, outcome):
        label = plain(self._get_item_label(result._result))
        note = ": " + message(result._result) if outcome == "failed" else ""
        host = result._host.get_name()
        self.tell("note", "  %s: %s %s%s" % (host, outcome, label, note))

    def v2_playbook_on_play_start(self, play):
        self.task = None
        self.tell("play", "play: " + play.get_name().strip())

    def v2_playbook_on_no_hosts_matched(self):
        self.tell("no_hosts", "  no host matched")

    def v2_playbook_on_task_start(self, task, is_conditional):
        # Under the strategy `free` it starts at each host.
        if task._uuid != self.task:
            self.begin(task)

    def v2_playbook_on_handler_task_start(self, task):
        self.begin(task, "handler")

    def v2_playbook_on_include(self, included_file):
        hosts = ", ".join(host.name for host in included_file._hosts)
        self.tell("note", "  %s: included %s" % (hosts, included_file._filename))

    def v2_runner_on_ok(self, result):
        self.outcome(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.outcome(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_unreachable(self, result):
        self.outcome(result, "unreachable")

    def v2_runner_on_skipped(self, result):
        self.outcome(result, "skipped")

    def v2_runner_item_on_ok(self, result):
        self.item(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_item_on_failed(self, result):
        self.item(result, "failed")

    def v2_runner_item_on_skipped(self, result):
        self.item(result, "skipped")

    def v2_runner_retry(self, result):
        left = result._result.get("retries", 0) - result._result.get("attempts", 0)
        host = result._host.get_name()
        self.tell("note", "  %s: not yet, tries left: %d" % (host, left))

    def v2_on_file_diff(self, result):
        # Comes before the result that it belongs to.
        value = result._result
        for one in value.get("results") or [value]:
            if isinstance(one, dict) and one.get("diff") and one.get("changed"):
                self.diffs.append(self._get_diff(one["diff"]).strip("\n"))

    def v2_playbook_on_stats(self, stats):
        hosts = {host: stats.summarize(host) for host in sorted(stats.processed)}
        self.tell("stats", hosts=hosts, told=stats.custom.get("_run", {}))
