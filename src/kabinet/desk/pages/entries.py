"""A form's field inside a table's cell."""

from django.forms.boundfield import BoundField
from django.utils.html import format_html_join

from kabinet.foundation import ui


def entry_of(field: BoundField) -> ui.Cell:
    """Return the field without its label, for the row and the column name it; its mistakes stand beneath."""
    errors = format_html_join(
        "", '<span class="cell-note bad">{}</span>', ((error,) for error in field.errors)
    )
    return ui.Cell(ui.safe(f"{field}{errors}"))
