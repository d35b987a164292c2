"""Times, prices and counts: which of several is meant, and within which bounds it can be true."""

from collections.abc import Sequence

from pipeline.normalize.findings.quantities import MONTH_DAYS, YEAR_MONTHS
from pipeline.normalize.findings.told import Told

_MINUTES_A_DAY = 24 * 60
_DAYS_A_YEAR = YEAR_MONTHS * MONTH_DAYS

# What lies outside is another time: a swelling of a minute, a treatment of a week.
_SHORTEST_TREATMENT, _LONGEST_TREATMENT = 15, 10 * 60
_LONGEST_SWELLING, _LONGEST_HEALING = 60, 200
_SHORTEST_HEALING, _SHORTEST_LASTING, _LONGEST_LASTING = 2, 60, 20 * _DAYS_A_YEAR
_SHORTEST_UNTIL_GONE = 14
_LOWEST_PRICE, _HIGHEST_NUMBER_OF_SESSIONS = 10, 12

# "Gone or mostly gone within about half a year" is fast.
FAST_FADING_MONTHS = 7
# Swollen for longer is a complication; shorter, everybody is.
PROLONGED_SWELLING_DAYS = 4

Amount = tuple[float, Told]


def procedure_minutes(phrases: Sequence[Told]) -> Amount | None:
    """Minutes that the appointment took: the longest, for the others are parts of it."""
    minutes = [(phrase.days * _MINUTES_A_DAY, phrase) for phrase in phrases if phrase.days and not phrase.denied]
    return _longest([each for each in minutes if _SHORTEST_TREATMENT <= each[0] <= _LONGEST_TREATMENT])


def swelling_days(phrases: Sequence[Told]) -> Amount | None:
    """Days of swelling; none where there was none."""
    days = [
        (0.0 if phrase.value == "0" else phrase.days, phrase)
        for phrase in phrases
        if not phrase.denied and (phrase.value == "0" or phrase.days)
    ]
    return _longest([(value, phrase) for value, phrase in days if value is not None and value <= _LONGEST_SWELLING])


def healing_days(phrases: Sequence[Told]) -> Amount | None:
    """Days until it was healed or peeled."""
    days = [(phrase.days, phrase) for phrase in phrases if phrase.days and not phrase.denied]
    return _longest([each for each in days if _SHORTEST_HEALING <= each[0] <= _LONGEST_HEALING])


def longevity_months(phrases: Sequence[Told], since: Sequence[Told], *, still_lasting: bool) -> Amount | None:
    """Months that the colour has lasted, or lasted until it was gone: an end outweighs a state on the way to it.

    `since` tell how long ago it was done, which counts where the colour is told to be `still_lasting`. Of "done eight
    months ago and nothing is left, by month five it was gone" the date is no end.
    """
    until_gone = _months(phrases, "gone", _SHORTEST_UNTIL_GONE)
    dates = {phrase.days for phrase in since}
    ended = [each for each in until_gone if each[1].days not in dates]
    found = _longest(ended or until_gone) or _longest(_months(phrases, "time", _SHORTEST_LASTING))
    if found is None and still_lasting:
        found = _longest(_months(since, "time", _SHORTEST_LASTING))
    return found if found and found[0] * MONTH_DAYS <= _LONGEST_LASTING else None


def _months(phrases: Sequence[Told], value: str, shortest: float) -> list[Amount]:
    return [
        (phrase.days / MONTH_DAYS, phrase)
        for phrase in phrases
        if phrase.value == value and not phrase.denied and phrase.days and phrase.days >= shortest
    ]


def price(phrases: Sequence[Told], taken: int | None = None) -> Amount | None:
    """The first amount; what stands at the place `taken` is the price of something else."""
    for phrase in phrases:
        amount = phrase.money.amount if phrase.money else phrase.number if phrase.value == "number" else None
        if amount and amount >= _LOWEST_PRICE and not phrase.denied and (taken is None or phrase.money_at != taken):
            return amount, phrase
    return None


def sessions(phrases: Sequence[Told]) -> Amount | None:
    """The highest number of sessions that is told."""
    counted = [
        (phrase.number if phrase.value == "number" else float(phrase.value), phrase)
        for phrase in phrases
        if not phrase.denied and (phrase.value != "number" or phrase.number)
    ]
    return _longest([(value, phrase) for value, phrase in counted if value and value <= _HIGHEST_NUMBER_OF_SESSIONS])


def pain_score(phrases: Sequence[Told]) -> Amount | None:
    """The first score out of ten."""
    scores = [(phrase.number, phrase) for phrase in phrases if phrase.number is not None and phrase.number <= 10]
    return scores[0] if scores else None


def _longest(amounts: Sequence[Amount]) -> Amount | None:
    return max(amounts, key=lambda amount: amount[0], default=None)
