"""Pain, worth and repetition: which of several phrases is the judgement."""

from collections.abc import Sequence

from pipeline.normalize.findings.told import Told

_DENIED_PAIN = {"moderate": "none"}
# "A breeze", "like a toothbrush": little pain, and none where that is said, too.
_LEVELS = {"light": "mild"}


def pain(phrases: Sequence[Told]) -> tuple[str, Told] | None:
    """The level of pain, and the phrase that tells it."""
    phrase = _overall_pain(phrases)
    return None if phrase is None else (_pain_level(phrase), phrase)


def _overall_pain(phrases: Sequence[Told]) -> Told | None:
    """The phrase of the overall judgement: one that is said to be overall, else the first that is no mere moment."""
    levels = [phrase for phrase in phrases if not phrase.denied or phrase.value in _DENIED_PAIN]
    lasting = [phrase for phrase in levels if not phrase.is_momentary]
    if not lasting:
        return max(levels, key=lambda phrase: not phrase.denied, default=None)
    first = lasting[0]
    # "It hurt, but it was bearable": within a sentence the word after "but" weighs more.
    later = [phrase for phrase in lasting if phrase.is_overall and phrase.start > first.start]
    same = [phrase for phrase in later if phrase.sentence == first.sentence]
    chosen = same[-1] if same else _worst(lasting, first)
    if _pain_level(chosen) == "none" and len(levels) > 1:
        return next((phrase for phrase in levels if phrase.value == "mild" and not phrase.denied), chosen)
    if chosen.value == "light":
        return next((phrase for phrase in lasting if _pain_level(phrase) == "none"), chosen)
    return chosen


def _worst(phrases: Sequence[Told], first: Told) -> Told:
    """The phrase that hurts most, where the first tells of pain ("OMG the pain. I was in tears."): it is no less."""
    if _pain_level(first) != "moderate":
        return first
    return next((each for each in phrases if _pain_level(each) == "severe"), first)


def _pain_level(phrase: Told) -> str:
    """The level that a phrase tells: what is denied to hurt did not."""
    return _DENIED_PAIN[phrase.value] if phrase.denied else _LEVELS.get(phrase.value, phrase.value)


def worth_it(phrases: Sequence[Told]) -> tuple[bool, Told] | None:
    """Whether it was worth it, and the phrase that says so; null for who is torn, too."""
    stated = [phrase for phrase in phrases if not phrase.denied]
    if any(phrase.value == "torn" for phrase in stated):
        return None
    strong = [phrase for phrase in stated if phrase.value.startswith("strong")]
    return _last_word(strong or stated)


def would_repeat(phrases: Sequence[Told]) -> tuple[bool, Told] | None:
    """Whether it would be done again, and the phrase that says so."""
    return _last_word([phrase for phrase in phrases if not phrase.denied])


def _last_word(phrases: Sequence[Told]) -> tuple[bool, Told] | None:
    return (phrases[-1].value.endswith("yes"), phrases[-1]) if phrases else None
