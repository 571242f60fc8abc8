import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typst
from django.test import override_settings

from kabinet.foundation.pdf import TemplateWarned, render
from tests.foundation import pdf_samples

STAMP = datetime(2026, 11, 23, 6, 12, 44, tzinfo=UTC)
SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "documents/act": pdf_samples.act,
    "documents/invoice": pdf_samples.invoice,
    "documents/tax_invoice": pdf_samples.tax_invoice,
    "documents/reconciliation": pdf_samples.reconciliation,
    "journal/receipt": pdf_samples.receipt,
    "access/recovery_codes": pdf_samples.recovery_codes,
    "access/application": pdf_samples.application,
}
#: The field by which a document names itself; "number" where it has one.
NAMED_BY = {"access/recovery_codes": "username"}
# Fields that are drawn or that steer the layout, and never stand on the page as text.
UNPRINTED = {"qr", "language", "state", "align", "level", "styled"}
# Whole fields that some form has no place for.
UNUSED = {
    "documents/act": {"inn", "kpp", "address", "account", "bank", "bik", "correspondent_account"},
    "documents/invoice": {"represented_by", "basis", "position", "person"},
    "documents/tax_invoice": {
        *(
            "represented_by",
            "basis",
            "position",
            "person",
            "account",
            "bank",
            "bik",
            "correspondent_account",
            "volume",
        ),
    },
    "documents/reconciliation": {
        *("represented_by", "basis", "address", "account", "bank", "bik", "correspondent_account"),
    },
    "journal/receipt": {"content"},  # attached to it
    "access/recovery_codes": set[str](),
    "access/application": set[str](),
}


def sheet(template: str, **changes: object) -> bytes:
    return render(template, {**SAMPLES[template](), **changes}, stamp=STAMP)


def tool(tmp_path: Path, content: bytes, *command: str) -> str:
    path = tmp_path / "document.pdf"
    path.write_bytes(content)
    arguments = [str(path) if word == "PDF" else word for word in command]
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def squeezed(text: str) -> str:
    """Leave out what line breaking adds or takes: spaces and the hyphens of broken words."""
    return "".join(text.replace("-", "").replace("\u00ad", "").split())


def text_of(tmp_path: Path, content: bytes) -> str:
    return squeezed(tool(tmp_path, content, "pdftotext", "-raw", "PDF", "-"))


def values(data: object, unused: set[str]) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in unused:
                yield from values(value, unused)
    elif isinstance(data, list):
        for value in data:
            yield from values(value, unused)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("template", SAMPLES)
class TestEveryDocument:
    def test_prints_every_value_that_it_is_given(self, template: str, tmp_path: Path) -> None:
        printed = text_of(tmp_path, sheet(template))

        for value in values(SAMPLES[template](), UNPRINTED | UNUSED[template]):
            # A cell that breaks inside a name prints it in pieces; every word of it must be there.
            assert all(squeezed(word) in printed for word in value.split()), value

    def test_is_set_in_one_family_only(self, template: str, tmp_path: Path) -> None:
        fonts = tool(tmp_path, sheet(template), "pdffonts", "PDF").splitlines()[2:]

        assert {line.split()[0].partition("+")[2] for line in fonts} == {
            "GolosText-Regular",
            "GolosText-Bold",
        }

    def test_has_the_same_bytes_each_time(self, template: str) -> None:
        kept = sheet(template)
        with ThreadPoolExecutor(1) as fresh_thread:
            anew = fresh_thread.submit(sheet, template).result()

        assert kept == anew == sheet(template)

    def test_takes_markup_in_a_field_for_text(self, template: str, tmp_path: Path) -> None:
        hostile = '#panic("x") $x$ *b* @y #read("/etc/passwd") \\ <z>'

        printed = text_of(tmp_path, sheet(template, **{NAMED_BY.get(template, "number"): hostile}))

        assert squeezed(hostile) in printed

    def test_names_itself_in_its_properties(self, template: str, tmp_path: Path) -> None:
        properties = tool(tmp_path, sheet(template), "pdfinfo", "PDF")

        assert SAMPLES[template]()[NAMED_BY.get(template, "number")] in properties

    def test_costs_little_once_the_compiler_is_warm(self, template: str) -> None:
        sheet(template)

        # 30 to 60 ms on an idle machine; the limit leaves room for a test run on all cores.
        assert min(seconds(template, number=str(run)) for run in range(5)) < 0.3


def seconds(template: str, **changes: object) -> float:
    started = time.perf_counter()
    sheet(template, **changes)
    return time.perf_counter() - started


def pages(tmp_path: Path, content: bytes) -> int:
    found = [
        line for line in tool(tmp_path, content, "pdfinfo", "PDF").splitlines() if line.startswith("Pages:")
    ]
    return int(found[0].split()[1])


class TestAct:
    def test_holds_the_annex_of_the_longest_month_on_one_sheet(self, tmp_path: Path) -> None:
        assert pages(tmp_path, sheet("documents/act")) == 2

    def test_goes_without_a_number(self, tmp_path: Path) -> None:
        printed = text_of(tmp_path, sheet("documents/act", number=""))

        assert "АКТподанногопринятогогазамежду" in printed


class TestInvoice:
    def test_carries_a_code_that_banks_can_scan(self, tmp_path: Path) -> None:
        assert "<svg" in pdf_samples.invoice()["qr"]
        assert len(sheet("documents/invoice")) > len(sheet("documents/invoice", qr=""))


class TestTaxInvoice:
    def test_lies_on_its_side(self, tmp_path: Path) -> None:
        assert "841.89 x 595.276" in tool(tmp_path, sheet("documents/tax_invoice"), "pdfinfo", "PDF")


class TestReconciliation:
    def test_runs_over_many_sheets_with_its_heading_on_each(self, tmp_path: Path) -> None:
        sample = pdf_samples.reconciliation()
        contract = {**sample["contracts"][0], "entries": sample["contracts"][0]["entries"] * 10}

        content = sheet("documents/reconciliation", contracts=[contract])

        assert pages(tmp_path, content) > 5
        assert text_of(tmp_path, content).count("Поданнымпоставщика") >= 5


class TestReceipt:
    def test_holds_a_whole_month_on_one_sheet(self, tmp_path: Path) -> None:
        assert pages(tmp_path, sheet("journal/receipt")) == 1

    def test_runs_on_where_the_content_is_long(self, tmp_path: Path) -> None:
        assert (
            pages(
                tmp_path,
                render(
                    "journal/receipt", pdf_samples.receipt(days=31) | {"rows": [["x"] * 5] * 90}, stamp=STAMP
                ),
            )
            > 1
        )

    @pytest.mark.parametrize("state", ["kept", "late", "none"])
    def test_says_whether_the_deadline_was_kept(self, state: str, tmp_path: Path) -> None:
        deadline = {"rule": "", "reason": "", "verdict": "Принято после срока на 1 ч 12 мин", "state": state}

        printed = text_of(tmp_path, sheet("journal/receipt", deadline=deadline))

        assert squeezed(str(deadline["verdict"])) in printed

    def test_speaks_english(self, tmp_path: Path) -> None:
        printed = text_of(tmp_path, sheet("journal/receipt", language="en"))

        assert "Howtoverify" in printed
        assert "Какпроверить" not in printed

    def test_goes_without_a_table_and_without_next_steps(self, tmp_path: Path) -> None:
        printed = text_of(tmp_path, sheet("journal/receipt", rows=[], columns=[], totals=[], next=[]))

        assert "Чтопередано" not in printed
        assert "Чтодальше" not in printed


class TestRender:
    def test_refuses_numbers_that_are_not_yet_text(self) -> None:
        with pytest.raises(TypeError, match="Decimal"):
            sheet("documents/act", volume=Decimal("1.5"))

    def test_fails_where_a_value_is_missing(self) -> None:
        data = pdf_samples.act()
        del data["volume"]

        with pytest.raises(typst.TypstError, match="volume"):
            render("documents/act", data, stamp=STAMP)

    def test_fails_aloud_when_the_fonts_were_not_built(self, tmp_path: Path) -> None:
        # A fresh thread has no compiler that remembers the fonts.
        with (
            override_settings(FONTS=tmp_path),
            ThreadPoolExecutor(1) as fresh_thread,
            pytest.raises(TemplateWarned, match="golos text"),
        ):
            fresh_thread.submit(sheet, "documents/act").result()

    def test_serves_several_threads_at_once(self) -> None:
        with ThreadPoolExecutor(4) as threads:
            documents = set(threads.map(lambda _: sheet("documents/act"), range(12)))

        assert len(documents) == 1

    def test_dates_the_document_by_the_stamp(self, tmp_path: Path) -> None:
        assert "2026" in tool(tmp_path, sheet("documents/act"), "pdfinfo", "-isodates", "PDF")
