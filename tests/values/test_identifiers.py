import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.values.identifiers import account_with_key, is_account, is_bik, is_inn, is_kpp, is_ogrn


class TestIsInn:
    @pytest.mark.parametrize("text", ["1234567894", "123456789047"])
    def test_accepts_right_check_digits(self, text: str) -> None:
        assert is_inn(text)

    @pytest.mark.parametrize(
        "text",
        [
            "1234567890",
            "123456789048",
            "0000000000",
            "000000000000",
            "",
            "123",
            "12345678g4",
            "1234567894 ",
            "12345 67894",
        ],
    )
    def test_refuses_the_rest(self, text: str) -> None:
        assert not is_inn(text)


class TestIsOgrn:
    @pytest.mark.parametrize("text", ["1900000000019", "1900000000020", "399000000000030", "399000000000041"])
    def test_accepts_right_check_digits(self, text: str) -> None:
        assert is_ogrn(text)

    @pytest.mark.parametrize(
        "text", ["1900000000018", "399000000000031", "", "19000000000", "1900000000019 "]
    )
    def test_refuses_the_rest(self, text: str) -> None:
        assert not is_ogrn(text)


class TestIsKpp:
    @pytest.mark.parametrize(("text", "right"), [("123401001", True), ("1234AB001", True)])
    def test_accepts_letters_in_the_middle_only(self, text: str, right: bool) -> None:  # noqa: FBT001
        assert is_kpp(text) is right

    @pytest.mark.parametrize("text", ["", "12340100", "1234ab001", "A23401001", "123401001\n"])
    def test_refuses_the_rest(self, text: str) -> None:
        assert not is_kpp(text)


class TestIsBik:
    @pytest.mark.parametrize(
        ("text", "right"), [("044525225", True), ("04452522", False), ("٠٤٤٥٢٥٢٢٥", False)]
    )
    def test_is_nine_plain_digits(self, text: str, right: bool) -> None:  # noqa: FBT001
        assert is_bik(text) is right


class TestIsAccount:
    @pytest.mark.parametrize(
        ("bik", "account"),
        [
            ("049805746", "40602810700000000025"),
            ("049805000", "30101810800000000746"),
            ("040305000", "40102810100000010001"),
            ("044525225", "40702810138250123017"),
            ("044525225", "30101810400000000225"),
            ("049999999", "40702810600000000001"),
            ("049999999", "30101810300000000999"),
            ("049999001", "40702810700000000001"),
            ("049999999", "40702A98600000000001"),
            ("049999999", "40702X98700000000001"),
        ],
    )
    def test_accepts_the_key_of_the_bank(self, bik: str, account: str) -> None:
        assert is_account(account, bik=bik)

    @pytest.mark.parametrize(
        ("bik", "account"),
        [
            ("049805746", "40602810800000000025"),
            ("049999998", "40702810600000000001"),
            ("049999999", "40702B98600000000001"),
            ("049999999", "4070281060000000000"),
            ("049999999", "40702810600000000001 "),
            ("04999999", "40702810600000000001"),
            ("049999999", ""),
        ],
    )
    def test_refuses_the_rest(self, bik: str, account: str) -> None:
        assert not is_account(account, bik=bik)


class TestAccountWithKey:
    @given(
        account=st.from_regex(r"[1-9][0-9]{19}", fullmatch=True),
        bik=st.from_regex(r"04[0-9]{7}", fullmatch=True),
    )
    def test_makes_any_number_an_account_of_the_bank(self, account: str, bik: str) -> None:
        keyed = account_with_key(account, bik=bik)

        assert is_account(keyed, bik=bik)
        assert keyed[:8] + keyed[9:] == account[:8] + account[9:]
