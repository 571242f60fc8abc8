"""Invented numbers of enterprises with right check digits."""

from random import Random

from stdnum.ru import inn, ogrn

from kabinet.values.identifiers import account_with_key


def tax_number(region: str, index: int) -> str:
    """Return an ИНН of ten digits."""
    body = f"{region}{index:05d}"
    return body + str(inn.calc_company_check_digit(body))


def state_number(region: str, index: int, year: int) -> str:
    """Return an ОГРН of thirteen digits."""
    body = f"1{year % 100:02d}{region[:2]}00{index:05d}"
    return body + str(ogrn.calc_check_digit(body + "0"))


def reason_code(region: str) -> str:
    """Return a КПП."""
    return f"{region}01001"


def account(bik: str, index: int) -> str:
    return account_with_key(f"407028100{index:011d}", bik=bik)


def correspondent_account(bik: str) -> str:
    return account_with_key(f"30101810000000000{bik[-3:]}", bik=bik)


def serial_number(dice: Random, unit_id: int) -> str:
    """Return eight digits; no two units share one, since 7919 has no factor in common with a million."""
    return f"{dice.randrange(2, 9)}{unit_id * 7919 % 10**6:06d}{dice.randrange(10)}"
