"""
Daily volumes in spreadsheets: any workbook or delimited text, read by a layout that says which column is what.

Days may go down or across, or stand in a list with the metering units. The layout is guessed, corrected by a person,
and known again by the headings; the cabinet's own form carries it in itself. Whatever the shape, it is read as lines,
and from there on in one way. Nothing is lost in silence: a row that was left out is a finding with its place.
"""

from kabinet.formats.volume_sheets.findings import LOSSES, Finding, FindingCode
from kabinet.formats.volume_sheets.form import Form, FormDay, FormWords, recognise_form, write_form
from kabinet.formats.volume_sheets.guessing import KnownUnit, guess_layout
from kabinet.formats.volume_sheets.headings import heading_of
from kabinet.formats.volume_sheets.layout import Layout, Shape, column_name, signature_of, signatures
from kabinet.formats.volume_sheets.lines import names_in
from kabinet.formats.volume_sheets.months import guess_month
from kabinet.formats.volume_sheets.reading import read_tables
from kabinet.formats.volume_sheets.shapes import columns_before_days, holds_days
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
    "Shape",
    "SheetVolume",
    "SheetVolumes",
    "Table",
    "cell_text",
    "column_name",
    "columns_before_days",
    "guess_layout",
    "guess_month",
    "heading_of",
    "holds_days",
    "names_in",
    "needs_month",
    "read_tables",
    "read_volumes",
    "recognise_form",
    "signature_of",
    "signatures",
    "write_form",
]
