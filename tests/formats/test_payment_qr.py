from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from kabinet.formats.payment_qr import PaymentOrder, QrRefused, payment_bytes, qr_svg, shortened_purpose

ORDER = PaymentOrder(
    name="ООО «Три кита»",
    account="40702810138250123017",
    bank='ОАО "БАНК"',
    bik="044525225",
    correspondent_account="30101810400000000225",
)
REQUIRED = 'Name=ООО «Три кита»|PersonalAcc=40702810138250123017|BankName=ОАО "БАНК"'
BANK = "BIC=044525225|CorrespAcc=30101810400000000225"


class TestPaymentBytes:
    def test_writes_the_published_example(self) -> None:
        assert payment_bytes(ORDER).decode() == f"ST00012|{REQUIRED}|{BANK}"

    def test_takes_another_separator_when_a_value_holds_the_first(self) -> None:
        order = replace(ORDER, bank='ОАО | "БАНК"', purpose="Газ", amount=Decimal("1.00"))

        assert payment_bytes(order).decode() == (
            "ST00012#Name=ООО «Три кита»#PersonalAcc=40702810138250123017"
            '#BankName=ОАО | "БАНК"#BIC=044525225#CorrespAcc=30101810400000000225#Sum=100#Purpose=Газ'
        )

    def test_keeps_an_equals_sign_of_a_value(self) -> None:
        assert '|BankName==ОАО "БАНК"|' in payment_bytes(replace(ORDER, bank='=ОАО "БАНК"')).decode()

    def test_writes_the_fields_of_a_legal_entity_with_the_sum_in_kopecks(self) -> None:
        order = replace(
            ORDER,
            amount=Decimal("1250.00"),
            purpose="За газ",
            inn="1234567894",
            kpp="123401001",
            payer_inn="123456789047",
            contract="12-5-0417",
            document_number="1045",
            document_date=date(2026, 10, 31),
        )

        assert payment_bytes(order).decode().split("|")[6:] == [
            "Sum=125000",
            "Purpose=За газ",
            "PayeeINN=1234567894",
            "PayerINN=123456789047",
            "KPP=123401001",
            "Contract=12-5-0417",
            "DocNo=1045",
            "DocDate=31.10.2026",
        ]

    def test_writes_a_long_cyrillic_name_in_windows_1251(self) -> None:
        content = payment_bytes(replace(ORDER, name="Ж" * 160))

        assert content.startswith(b"ST00011|")
        assert f"Name={'Ж' * 160}|" in content.decode("cp1251")

    def test_refuses_a_long_name_that_windows_1251_cannot_write(self) -> None:
        with pytest.raises(QrRefused, match="too-long"):
            payment_bytes(replace(ORDER, name="Ж" * 150 + "→"))

    def test_refuses_when_every_separator_is_taken(self) -> None:
        with pytest.raises(QrRefused, match="no-separator"):
            payment_bytes(replace(ORDER, name="|#;:^_~{}!$%&()*+,/@"))

    def test_takes_a_no_break_space_for_a_space(self) -> None:
        assert b"\xc2\xa0" not in payment_bytes(replace(ORDER, name="ООО\u00a0Газ"))

    @pytest.mark.parametrize(
        ("order", "field"),
        [
            (replace(ORDER, name=""), "Name"),
            (replace(ORDER, name="Ж" * 161), "Name"),
            (replace(ORDER, name="ООО\nГаз"), "Name"),
            (replace(ORDER, account="00702810138250123017"), "PersonalAcc"),
            (replace(ORDER, bank="Ж" * 46), "BankName"),
            (replace(ORDER, bik="abcd"), "BIC"),
            (replace(ORDER, correspondent_account="0"), "CorrespAcc"),
            (replace(ORDER, amount=Decimal(0)), "Sum"),
            (replace(ORDER, amount=Decimal("1.005")), "Sum"),
            (replace(ORDER, purpose="Ж" * 161), "Purpose"),
            (replace(ORDER, inn="12345"), "PayeeINN"),
            (replace(ORDER, kpp="1"), "KPP"),
            (replace(ORDER, document_number="№" * 16), "DocNo"),
        ],
    )
    def test_refuses_rather_than_cuts(self, order: PaymentOrder, field: str) -> None:
        with pytest.raises(QrRefused) as refused:
            payment_bytes(order)

        assert (refused.value.code, refused.value.field) == ("bad-field", field)

    @pytest.mark.parametrize(("letters", "fits"), [(58, True), (59, False)])
    def test_leaves_utf_8_at_the_three_hundred_and_first_byte(self, letters: int, fits: bool) -> None:  # noqa: FBT001
        bank = "Ж" * 45
        content = payment_bytes(replace(ORDER, name="Ж" * letters, bank=bank))

        assert content.startswith(b"ST00012") is fits


class TestShortenedPurpose:
    def test_keeps_a_short_one(self) -> None:
        assert shortened_purpose("За газ  по договору\n№ 1") == "За газ по договору № 1"

    def test_ends_after_a_whole_word(self) -> None:
        shortened = shortened_purpose("Оплата, " * 40)

        assert len(shortened) <= 160
        assert shortened.endswith("Оплата")

    def test_cuts_a_single_word(self) -> None:
        assert shortened_purpose("Ж" * 200) == "Ж" * 160


class TestQrSvg:
    def test_draws_a_square_with_a_quiet_zone_and_always_the_same(self) -> None:
        content = payment_bytes(ORDER)
        drawn = ET.fromstring(qr_svg(content))

        assert drawn.get("width") == drawn.get("height")
        assert qr_svg(content) == qr_svg(content)
