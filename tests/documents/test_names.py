from hypothesis import given
from hypothesis import strategies as st

from kabinet.documents.rules.names import unique_names


def test_a_name_that_comes_again_is_numbered() -> None:
    assert list(unique_names(["act.pdf", "Act.pdf", "letter", "letter", "act.pdf", ".pdf"])) == [
        "act.pdf",
        "Act (2).pdf",
        "letter",
        "letter (2)",
        "act (3).pdf",
        ".pdf",
    ]


@given(st.lists(st.sampled_from(["a.pdf", "A.pdf", "a (2).pdf", "a", ".a", "a (3).pdf"])))
def test_names_are_always_different(names: list[str]) -> None:
    folded = [name.casefold() for name in unique_names(names)]

    assert len(set(folded)) == len(names)
