"""
Facts and tasks: lists that stand several on a page.

Put together here and not in a template, as the rows of tables are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from kabinet.foundation.ui.base import Content, Part, html, safe
from kabinet.foundation.ui.words import Link


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: Content
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class Facts(Part):
    """The summary list: what is known of one thing. `tight` is for cards at the side."""

    facts: Sequence[Fact]
    tight: bool = False

    def render(self) -> SafeString:
        tight = " facts-tight" if self.tight else ""
        acts = any(fact.action for fact in self.facts)
        rows = "".join(_fact(fact, acts=acts) for fact in self.facts)
        return safe(f'<dl class="facts{tight}">{rows}</dl>')


def _fact(fact: Fact, *, acts: bool) -> str:
    """The line under a fact goes on under the actions of others."""
    name = f'<dt class="fact-name">{html(fact.name)}</dt>'
    value = f'<dd class="fact-value">{html(fact.value)}</dd>'
    action = f'<dd class="fact-action">{html(fact.action) if fact.action else ""}</dd>' if acts else ""
    return f'<div class="fact">{name}{value}{action}</div>'


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. Without `url` there is nothing left to open; `done` takes the weight off the name."""

    text: str
    status: Content = ""
    url: str = ""
    hint: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class TaskList(Part):
    tasks: Sequence[Task]

    def render(self) -> SafeString:
        return safe(f'<ul class="tasks">{"".join(map(_task, self.tasks))}</ul>')


def _task(task: Task) -> str:
    css = "task" + " task-open" * bool(task.url) + " task-done" * task.done
    name = f'<span class="task-name">{html(task.text)}</span>'
    if task.url:
        name = f'<a class="task-name task-link" href="{escape(task.url)}">{html(task.text)}</a>'
    hint = f'<span class="task-hint">{html(task.hint)}</span>' if task.hint else ""
    status = f'<div class="task-status">{html(task.status)}</div>'
    return f'<li class="{css}"><div class="task-text">{name}{hint}</div>{status}</li>'
