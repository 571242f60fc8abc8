"""
The parts from which pages are built.

A view makes them of ready strings, a template places them with `{{ part }}`. Only they, and the templates in
`templates/ui`, know how a part looks.
"""

from kabinet.foundation.ui.base import Content, Part, Query, html, join, query_url, safe
from kabinet.foundation.ui.blocks import (
    Empty,
    ErrorSummary,
    Event,
    Figure,
    Meter,
    Notice,
    Problem,
    Progress,
    Receipt,
    Timeline,
    Upload,
)
from kabinet.foundation.ui.cells import Cell, Column, Row
from kabinet.foundation.ui.differences import Differences
from kabinet.foundation.ui.lists import Fact, Facts, Task, TaskList
from kabinet.foundation.ui.prose import Prose
from kabinet.foundation.ui.tables import Table
from kabinet.foundation.ui.versus import Side, Versus
from kabinet.foundation.ui.ways import Breadcrumbs, Chip, Chips, Pages, Stepper, Tab, Tabs
from kabinet.foundation.ui.words import Action, Button, Link, Noted, Tag, Turn

__all__ = [
    "Action",
    "Breadcrumbs",
    "Button",
    "Cell",
    "Chip",
    "Chips",
    "Column",
    "Content",
    "Differences",
    "Empty",
    "ErrorSummary",
    "Event",
    "Fact",
    "Facts",
    "Figure",
    "Link",
    "Meter",
    "Noted",
    "Notice",
    "Pages",
    "Part",
    "Problem",
    "Progress",
    "Prose",
    "Query",
    "Receipt",
    "Row",
    "Side",
    "Stepper",
    "Tab",
    "Table",
    "Tabs",
    "Tag",
    "Task",
    "TaskList",
    "Timeline",
    "Turn",
    "Upload",
    "Versus",
    "html",
    "join",
    "query_url",
    "safe",
]
