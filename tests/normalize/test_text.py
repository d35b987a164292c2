"""Text of somebody else is clean before anything is read from it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.text import clean, fold, fold_words

ANY_TEXT = st.text(alphabet=st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Lip \t Blush\r\n ", "Lip Blush"),
        ("Lip\u202eBlush", "LipBlush"),
        ("Lip\u200bBlush", "LipBlush"),
        ("a\x00b\x1bc", "abc"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("Cafe\u0301", "Café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("入墨\u3000唇", "入墨 唇"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(ANY_TEXT)
def test_clean_text_is_harmless_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in cleaned)
    assert not set(cleaned) & set(
        "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("ДУХИ́", "духи"),
        ("입술", "입술"),
        ("リップ", "リップ"),
        ("ﬁne", "fine"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folded_words_hold_letters_digits_and_single_spaces(text: str) -> None:
    folded = fold_words(text)
    assert "  " not in folded
    assert folded == folded.strip()
