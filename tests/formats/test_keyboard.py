import pytest

from kabinet.formats.keyboard import switched


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frn 1045", "акт 1045"),
        ("шмфтщмф", "ivanova"),
        ("jrn 2026", "окт 2026"),
        ("Cx`n", "Счёт"),
        ("7902114,10", "7902114,10"),
        ("№ 1045", "№ 1045"),
        ("", ""),
    ],
)
def test_the_same_keys_are_read_in_the_other_layout(typed: str, meant: str) -> None:
    assert switched(typed) == meant
