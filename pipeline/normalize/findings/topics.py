"""What is spoken of: by words of pain the tattooing, a wound, the swelling or the price; by "all gone" the color.

"It was horrendous" tells nothing by itself; "a herpes outbreak, super painful" tells nothing of the needle.
"""

import re
from collections.abc import Iterable
from enum import Enum

from pipeline.normalize.findings.cues import CueTable
from pipeline.normalize.findings.divided import Divided
from pipeline.normalize.findings.vocabulary import ASKED, COLON, COMMA, DAY, RANGE, REST, STOP, WORD

_BEFORE_REACHES, _AFTER_REACHES, _NEXT_REACHES, _DAY_REACHES = 5, 6, 4, 3
_CUE_REACHES = 3
_IDIOM = WORD + REST
# Between a thing and "I had", which tells which: a word or two, and no sign.
_NEAR = re.compile(rf"[^{STOP}{COMMA}{ASKED}{COLON}{RANGE}]{{0,2}}")
SENTENCES_OF_A_TOPIC = 2
# Judgements count by their subject: of anything else than the lips and the work everybody may say that it hurt.
JUDGED = ("pain", "worth_it")


class Topic(Enum):
    """The tattooing; what hurts by itself (a cold sore, the laser); what comes with it (swelling, healing, a price).

    A word of feeling alone ("hurt", "felt") is of the tattooing unless its sentence speaks of something else before.
    """

    WORK = "work"
    FEELING = "feeling"
    WOUND = "wound"
    CARE = "care"


_NAMED = {topic.value: topic for topic in Topic}
# What a text may have spoken of last for a word in it to count; null for nothing that hurts.
After = frozenset[Topic | None]
ANYTHING: After = frozenset({None, *Topic})
_NO_WOUND: After = ANYTHING - {Topic.WOUND}
_WORK_OR_NONE: After = frozenset({None, Topic.WORK})
_WORK: After = frozenset({Topic.WORK})


class TopicCues:
    """The cues of one language, compiled."""

    def __init__(self, table: CueTable) -> None:
        words = table.words
        names = {topic.value: f"of_{topic.value}" for topic in Topic}
        named = "|".join(f"(?P<{topic}>{words(name)})" for topic, name in names.items())
        self.named = table.cue(*names.values(), expression=named)
        self.gone = re.compile(f"(?P<passing>{words('of_passing')})|(?P<color>{words('of_color')})")
        # "It was", "honestly, that was": the clause goes on about what was spoken of.
        self.it = re.compile(words("it"))
        self.they = re.compile(words("those"))
        self.subject = re.compile(words("new_subject"))
        # What the clause is about, and who says it, where that is not the writer's own lips, by finding.
        self.others_subjects = {name: re.compile(words(f"{name}_of_another")) for name in JUDGED}
        self.related = re.compile(words("related"))
        self.resumed = re.compile(words("resumed"))
        self.referring = {name: re.compile(words(f"{name}_referring")) for name in JUDGED}
        self.hearsay = {name: re.compile(words(f"{name}_by_hearsay")) for name in JUDGED}


class Topics:
    """The topics of one text, from the places where they are `named`."""

    def __init__(self, cues: TopicCues, named: Iterable[re.Match[str]], divided: Divided) -> None:
        self._cues = cues
        self._symbols = divided.symbols
        self._divided = divided
        self._named: list[tuple[int, Topic]] = []
        self._felt: set[int] = set()
        for match in named:
            if match.lastgroup == Topic.FEELING.value:
                self._felt.add(match.start())
            self._named.append((match.start(), self._named_by(match)))

    def _named_by(self, match: re.Match[str]) -> Topic:
        topic = _NAMED[match.lastgroup or ""]
        if topic is not Topic.FEELING:
            return topic
        sentence, _ = self._divided.sentence(match.start())
        before = self._within(sentence, match.start())
        return before[-1] if before else Topic.WORK

    @property
    def last(self) -> Topic | None:
        """The last that is named."""
        return self._named[-1][1] if self._named else None

    def _within(self, start: int, end: int, but_felt_in: tuple[int, int] = (0, 0)) -> list[Topic]:
        first, last = but_felt_in
        return [
            topic
            for place, topic in self._named
            if start <= place < end and not (first <= place < last and place in self._felt)
        ]

    def counts_after(self, start: int, end: int, *, of_anything: bool) -> After:
        """After which topics of the text before the words from `start` to `end` tell of the tattooing.

        `of_anything`: the words may be said of anything ("a breeze"), so that a topic must be there.
        """
        sentence, clause, clause_end = self._divided.around(start, end)
        # "My lips hurt a bit [the following day]".
        if DAY in self._symbols[end : min(clause_end, end + _DAY_REACHES)]:
            return frozenset()
        here = self._within(clause, start)
        # "A day of swelling and I'd say it tickled": of what comes with it, only what stands close is spoken of.
        if not of_anything and here and here[-1] is Topic.CARE:
            here = self._within(max(clause, start - _BEFORE_REACHES), start)
        if of_anything:
            # A word of feeling is no topic of its own: "in tears".
            here = here or self._within(start, min(clause_end, end + _AFTER_REACHES), but_felt_in=(start, end))
            # "A bit sore [while she worked]".
            here = here or [topic for topic in self._within(end, end + _NEXT_REACHES) if topic is Topic.WORK]
        if here:
            return ANYTHING if here[-1] is Topic.WORK else frozenset()
        earlier = self._within(sentence, clause)
        goes_on = self._cues.it.match(self._symbols, clause) is not None
        if of_anything:
            if earlier:
                return ANYTHING if earlier[-1] is Topic.WORK else frozenset()
            return _WORK_OR_NONE if goes_on else _WORK
        if Topic.WOUND in self._within(end, min(clause_end, end + _AFTER_REACHES)):
            return frozenset()
        if earlier:
            new = self._cues.subject.match(self._symbols, clause) is not None
            return frozenset() if earlier[-1] is Topic.WOUND and not new else ANYTHING
        return _NO_WOUND if self._cues.they.match(self._symbols, clause) is not None else ANYTHING

    def is_of_another(self, start: int, end: int, finding: str) -> bool:
        """Whether a judgement is of another thing ("[the parking] was a nightmare"), or only what others say."""
        sentence, clause, _ = self._divided.around(start, end)
        if self._other_subject(finding, clause, start):
            return True
        # "[Of course] it hurts": the cue may stand before the pronoun that begins the clause.
        said = self._cues.hearsay[finding].search(self._symbols, max(sentence, clause - _CUE_REACHES), end)
        if said is not None and _IDIOM not in said[0]:
            return True
        if clause == sentence:
            return False
        before, _ = self._divided.clause(clause - 1)
        subject = self._other_subject(finding, before, clause)
        if subject is None:
            return False
        # "The waxing was [so painful]".
        if self._cues.resumed.match(self._symbols, clause - 1):
            return True
        # "My ex pays late, [that hurts]", but not "the bad: it hurt", nor "the numbing did nothing and [it hurt]".
        if self._cues.referring[finding].match(self._symbols, clause) and self._symbols[clause - 1] != COLON:
            return Topic.WORK not in self._within(before, clause)
        # "[The headache] I had that day was unbearable".
        if self._cues.related.match(self._symbols, clause) is None:
            return False
        return _NEAR.fullmatch(self._symbols, subject.end(), clause) is not None

    def _other_subject(self, finding: str, start: int, end: int) -> re.Match[str] | None:
        """The subject of a clause if it is another thing; idioms are no things."""
        subject = self._cues.others_subjects[finding].match(self._symbols, start, end)
        return None if subject is None or _IDIOM in subject[0] else subject

    def is_of_color(self, start: int, end: int) -> bool:
        """Whether what is gone is the color: the last thing before, or in the words; "it" where no thing is named."""
        sentence, clause, clause_end = self._divided.around(start, end)
        things = [*self._cues.gone.finditer(self._symbols, sentence, min(clause_end, end + _AFTER_REACHES))]
        before = [thing for thing in things if thing.start() < end]
        if things:
            return (before[-1] if before else things[0])["color"] is not None
        return self._cues.it.match(self._symbols, clause) is not None and DAY not in self._symbols[sentence:end]
