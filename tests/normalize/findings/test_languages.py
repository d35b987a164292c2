"""Another language is another folder of tables: here a small German one, read by the same code."""

from pathlib import Path

import pytest

from pipeline.normalize.findings.account import Findings, read_findings, read_findings_with
from pipeline.normalize.findings.language import Language, load_language


@pytest.fixture(scope="module")
def german() -> Language:
    return load_language(Path(__file__).with_name("german"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es tat weh, aber es hat sich gelohnt!", {"pain": "moderate", "worth_it": True}),
        ("Ich hatte KEINE SCHMERZEN.", {"pain": "none"}),
        ("Meine Lippen waren 2-3 Tage geschwollen.", {"swelling_days": 2.5}),
        ("Meine Lippen waren zwei Tage geschwolen, 350 € bezahlt", {"swelling_days": 2.0, "price_paid": 350.0}),
        ("Ich bekam eine Infektion.", {"complications": ("infection",)}),
        ("Ich bekam keine Infektion.", {}),
        ("Meine Schwester bekam eine Infektion.", {}),
        ("Meine Augenbrauen haben sich entzündet, die Lippen nicht.", {}),
        ("Ich hatte Angst, dass es schmerzhaft wird.", {}),
        ("Hat es sich entzündet?", {}),
    ],
)
def test_a_language_is_its_tables(german: Language, text: str, expected: dict[str, object]) -> None:
    found = read_findings_with(german, text)
    empty = Findings()
    told = {name: getattr(found, name) for name in empty._fields if getattr(found, name) != getattr(empty, name)}
    told.pop("evidence", None)
    told.pop("currency", None)
    assert told == expected


def test_the_price_has_the_currency_of_its_sign(german: Language) -> None:
    assert read_findings_with(german, "Ich habe 350 € bezahlt").currency == "EUR"


def test_a_language_without_tables_tells_nothing() -> None:
    assert read_findings("It hurt.", language="xx") == Findings()
    assert read_findings("It hurt.", language="../en") == Findings()
