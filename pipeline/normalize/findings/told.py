"""Phrases of a text that tell a finding, each with how it stands and the quantity in it."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.normalize.findings.language import Language
from pipeline.normalize.findings.passages import (
    Passage,
    Told,
    forget,
    passages,
    read_sentences,
    with_quantities,
)
from pipeline.normalize.findings.phrase_index import Hit
from pipeline.normalize.findings.scope import SENTENCES_ABOUT_OTHERS
from pipeline.normalize.findings.stated import NOTHING, OF_HEALED_LIPS, part_of
from pipeline.normalize.findings.topics import SENTENCES_OF_A_TOPIC, Topic

__all__ = ["Told", "forget", "told"]


def told(language: Language, lines: str) -> dict[str, list[Told]]:
    """What a cleaned text tells, by finding, in the order of the text.

    A text is read passage by passage, and sentence by sentence; of what reaches from a question to its answer, and
    what is in either, the longest counts.
    """
    of_text = passages(language, lines)
    if not any(passage.may_tell for passage in of_text):
        return {}
    if unread := [passage for passage in of_text if passage.sentences is None]:
        read_sentences(language, unread)
    symbols = "".join([passage.symbols for passage in of_text])
    # Of somebody who speaks of her clients, and never of her own lips, nothing is told.
    if any(passage.is_of_studio for passage in of_text) and language.scope_cues.own_lips.search(symbols) is None:
        return {}
    found = _of_writer(of_text)
    answers = language.answers(symbols)
    return _with_answers(found, answers, language, lines) if answers else found


def _with_answers(
    found: Mapping[str, list[Told]], answers: Sequence[Hit], language: Language, lines: str
) -> dict[str, list[Told]]:
    whole = Passage(language, lines)
    quantities = language.quantities(whole.symbols, whole.tokens)
    part = part_of(answers, language, quantities.symbols)
    whole.sentences = with_quantities(whole, [(0, part)], quantities)
    answered = _of_writer([whole])
    merged: dict[str, list[Told]] = {}
    for finding in {**found, **answered}:
        kept: list[Told | Hit] = [hit for hit in answers if hit.finding == finding and hit.value == NOTHING]
        every = [*answered.get(finding, ()), *found.get(finding, ())]
        for each in sorted(every, key=lambda each: each.start - each.end):
            if all(each.end <= other.start or each.start >= other.end for other in kept):
                kept.append(each)
        if ordered := sorted((each for each in kept if isinstance(each, Told)), key=lambda each: each.start):
            merged[finding] = ordered
    return merged


def _of_writer(of_text: Iterable[Passage]) -> dict[str, list[Told]]:
    """What is stated of the writer's own lips, whoever and whatever the sentences before a part were about."""
    found: dict[str, list[Told]] = {}
    other_work = False
    about_others = 0  # for how many more sentences the last person that was named is another
    topic: Topic | None = None
    of_topic = 0  # for how many more sentences the topic that was named last holds
    fresh = 0  # for how many more sentences the day that heads them is one of the first
    words, characters = 0, 0  # how many stand before the passage
    for passage in of_text:
        for part, tells, fresh_for in passage.sentences or ():
            if fresh_for is not None:
                fresh = fresh_for
            if tells:
                of_others = about_others > 0 and part.carries_on
                spoken_of = topic if of_topic > 0 else None
                for each, phrase in tells:
                    if spoken_of not in each.after:
                        continue
                    if of_others if each.of_others is None else each.of_others:
                        continue
                    if other_work if each.other_work is None else each.other_work:
                        continue
                    if fresh > 0 and each.finding in OF_HEALED_LIPS:
                        continue
                    found.setdefault(each.finding, []).append(phrase.moved(words, characters))
            about_others, fresh, of_topic = about_others - 1, fresh - 1, of_topic - 1
            if part.last_topic is not None:
                topic, of_topic = part.last_topic, SENTENCES_OF_A_TOPIC
            if part.last_person is not None:
                about_others = SENTENCES_ABOUT_OTHERS if part.last_person else 0
            if part.last_work is not None:
                other_work = part.last_work
        words += len(passage.symbols)
        characters += len(passage.text)
    return found
