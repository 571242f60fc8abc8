"""
Archives of gas volume correctors, read by templates that are data: a new device is a new file in `devices/`.

`recognise` finds the template of a file, `read_archive` reads it, `day_volumes` adds its hours up by gas days.
"""

from kabinet.formats.archives.archive import Archive, Constant, DayRecord, Event, Flag, Hours
from kabinet.formats.archives.days import DayVolume, day_volumes
from kabinet.formats.archives.errors import BadTemplate, NotAnArchive
from kabinet.formats.archives.findings import Finding, FindingCode, Weight
from kabinet.formats.archives.period import Expected
from kabinet.formats.archives.reading import read_archive
from kabinet.formats.archives.recognition import recognise
from kabinet.formats.archives.shapes import Template
from kabinet.formats.archives.templates import all_templates, parse_template, template_named

__all__ = [
    "Archive",
    "BadTemplate",
    "Constant",
    "DayRecord",
    "DayVolume",
    "Event",
    "Expected",
    "Finding",
    "FindingCode",
    "Flag",
    "Hours",
    "NotAnArchive",
    "Template",
    "Weight",
    "all_templates",
    "day_volumes",
    "parse_template",
    "read_archive",
    "recognise",
    "template_named",
]
