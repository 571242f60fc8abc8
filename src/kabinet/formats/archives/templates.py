"""
Templates: what the archive file of a kind of device looks like, as data (`devices/*.toml`).

How to write one is told in `docs/guide/en/new-device.md`.
"""

import re
import tomllib
from functools import cache
from importlib import resources

from kabinet.formats.archives.errors import BadTemplate
from kabinet.formats.archives.sections import Section
from kabinet.formats.archives.shapes import (
    PASCALS,
    VOLUME_UNITS,
    Columns,
    DeviceShape,
    FileShape,
    Layout,
    Limits,
    Otherwise,
    RowShape,
    Stamp,
    StatusShape,
    Template,
    TimeShape,
    Volumes,
)

ROLES = (
    "number",
    "serial",
    "kind",
    "mark",
    "channel",
    "standard",
    "standard_total",
    "working",
    "pressure",
    "temperature",
    "compressibility",
    "conversion",
)
_TOKEN = re.compile(r"YYYY|[A-Za-z]{2}")
_FORMAT = re.compile(r"(?:YYYY|YY|MM|DD|hh|mm|ss|[^A-Za-z0-9])+")


@cache
def all_templates() -> tuple[Template, ...]:
    """Return the templates that come with Kabinet, by their codes."""
    folder = resources.files(__package__) / "devices"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(parse_template(file.read_text("utf-8"), source=file.name) for file in files)


def template_named(code: str) -> Template:
    """:raises KeyError: there is no such template"""
    return {template.code: template for template in all_templates()}[code]


def parse_template(text: str, *, source: str) -> Template:
    """
    Read a template and judge it.

    :raises BadTemplate: with the key and what is wrong with it
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTemplate(source, "toml", str(error)) from error
    root = Section(source, "", data)
    file = _file(root.section("file"))
    volumes, pressure = root.section("volumes"), root.section("pressure")
    template = Template(
        code=root.text("code", form=r"[a-z0-9][a-z0-9-]*"),
        version=root.number("version", least=1),
        title=root.texts_by_name("title", names=("ru", "en")),
        file=file,
        device=_device(root.section("device")),
        time=_time(root.section("time")),
        columns=_columns(root.section("columns"), file),
        rows=_rows(root.section("rows")),
        status=_status(root.section("status")),
        volumes=Volumes(volumes.choice("kind", Volumes)),
        volume_factor=VOLUME_UNITS[volumes.choice("unit", VOLUME_UNITS, default="m3")],
        pascals=PASCALS[pressure.choice("unit", PASCALS, default="kPa")],
        gauge=pressure.flag("gauge"),
        limits=_limits(root.section("limits")),
    )
    volumes.done()
    pressure.done()
    root.done()
    return _consistent(template, root)


def _file(section: Section) -> FileShape:
    shape = FileShape(
        layout=Layout(section.choice("layout", Layout)),
        marks=section.patterns("recognised_by", needed=True),
        encodings=section.encodings("encodings"),
        separators=section.texts("separators", default=(";", "\t", "|", "  ")),
        width=section.number("width", default=0),
        first_row=section.number("first_row", default=0),
        sheet=section.flag("sheet"),
        row=section.text("row", default=""),
    )
    section.done()
    return shape


def _device(section: Section) -> DeviceShape:
    shape = DeviceShape(
        model=section.text("model", default=""),
        patterns=section.patterns("patterns", groups=("model", "serial", "day_hour")),
        is_point=section.flag("is_point"),
    )
    section.done()
    return shape


def _time(section: Section) -> TimeShape:
    shape = TimeShape(
        formats=section.texts("format", needed=True),
        stamp=Stamp(section.choice("stamp", Stamp, default="end")),
    )
    for text in shape.formats:
        tokens = set(_TOKEN.findall(text))
        if not _FORMAT.fullmatch(text) or not {"MM", "DD", "hh"} <= tokens or not {"YYYY", "YY"} & tokens:
            raise section.wrong("format", f"“{text}” is not made of YYYY or YY, MM, DD, hh, mm, ss")
    section.done()
    return shape


def _columns(section: Section, file: FileShape) -> Columns:
    constants = section.section("constants")
    columns = Columns(
        time=section.places("time", needed=True),
        status=section.places("status"),
        constants={name: constants.place(name) for name in constants.names()},
        roles={role: section.place(role) for role in ROLES if role in section.names()},
    )
    constants.done()
    section.done()
    for place in columns.places():
        if isinstance(place, int) and not 1 <= place <= file.width:
            raise section.wrong("width", f"column {place} is outside the {file.width} columns of file.width")
    return columns


def _rows(section: Section) -> RowShape:
    shape = RowShape(
        hour=frozenset(section.texts("hour")),
        day=frozenset(section.texts("day")),
        mark=section.text("mark", default=""),
        channel=frozenset(section.texts("channel")),
        day_title=section.pattern("day_title", groups=("day",)),
        day_total=section.pattern("day_total"),
        last=section.pattern("last"),
    )
    section.done()
    return shape


def _status(section: Section) -> StatusShape:
    shape = StatusShape(
        alarm=frozenset(section.texts("alarm")),
        warning=frozenset(section.texts("warning")),
        unreliable=frozenset(section.texts("unreliable")),
        quiet=frozenset(section.texts("quiet")),
        otherwise=Otherwise(section.choice("otherwise", Otherwise, default="nothing")),
    )
    section.done()
    return shape


def _limits(section: Section) -> Limits:
    limits = Limits(
        conversion=section.number("conversion_permille", default=10, least=1) / 1000,
        day=section.number("day_litres", default=100) * 10,
        zero_hours=section.number("zero_hours", default=12, least=2),
        jump=section.number("jump", default=10, least=2),
    )
    section.done()
    return limits


def _consistent(template: Template, root: Section) -> Template:
    roles, file = template.columns.roles, template.file
    if "standard" not in roles:
        raise root.wrong("columns.standard", "a template without the volume reads nothing")
    if file.layout is Layout.GROUPS and not file.width:
        raise root.wrong("file.width", "rows in parentheses need their number of values")
    if (file.layout is Layout.XML) != bool(file.row):
        raise root.wrong("file.row", "an XML file, and no other, names the element of a row")
    for key, role in (("hour", "kind"), ("day", "kind"), ("mark", "mark"), ("channel", "channel")):
        if getattr(template.rows, key) and role not in roles:
            raise root.wrong(f"columns.{role}", f"rows.{key} asks for it")
    if (template.rows.day_total is None) != (template.rows.day_title is None):
        raise root.wrong("rows.day_total", "goes with rows.day_title, which names its day")
    return template
