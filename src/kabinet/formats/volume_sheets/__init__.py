"""
Daily volumes in spreadsheets: any workbook or delimited text, read by a layout that says which column is what.

The layout is guessed, corrected by a person, and known again by the headings; the cabinet's own form carries it in
itself. Nothing is lost in silence: a row that was left out is a finding with its place.
"""

from kabinet.formats.volume_sheets.findings import LOSSES, Finding, FindingCode
from kabinet.formats.volume_sheets.form import Form, FormDay, FormWords, recognise_form, write_form
from kabinet.formats.volume_sheets.guessing import KnownUnit, guess_layout, guess_month, holds_days
from kabinet.formats.volume_sheets.layout import Layout, column_name, signature, signatures
from kabinet.formats.volume_sheets.reading import read_tables
from kabinet.formats.volume_sheets.table import Cell, Table, cell_text
from kabinet.formats.volume_sheets.volumes import SheetVolume, SheetVolumes, needs_month, read_volumes

__all__ = [
    "LOSSES",
    "Cell",
    "Finding",
    "FindingCode",
    "Form",
    "FormDay",
    "FormWords",
    "KnownUnit",
    "Layout",
    "SheetVolume",
    "SheetVolumes",
    "Table",
    "cell_text",
    "column_name",
    "guess_layout",
    "guess_month",
    "holds_days",
    "needs_month",
    "read_tables",
    "read_volumes",
    "recognise_form",
    "signature",
    "signatures",
    "write_form",
]
