"""The cues by which `scope.py` tells how a place in a text stands."""

import re

from pipeline.normalize.findings.cues import Cue, CueTable
from pipeline.normalize.findings.topics import TopicCues
from pipeline.normalize.findings.vocabulary import ASKED, COLON, COMMA, RANGE, STOP


class ScopeCues:
    """What tells whose lips a text is about, which procedure, and whether something is told as a fact."""

    def __init__(self, table: CueTable) -> None:
        cue, words = table.cue, table.words
        joint = rf"(?:[{COMMA}{RANGE}{COLON}]|{words('joints')})+"
        self.sentence_end = re.compile(f"[{STOP}{ASKED}]+")
        # "Swelling, bruising, infection": a bare name in a list begins no clause, so what is said of the list holds.
        ends = rf"[{COMMA}{STOP}{ASKED}]|{words('joints')}(?:(?!{words('subjects')})|(?={words('listed')}))|$"
        listed = rf"{words('listed')}(?:{ends})"
        self.clause_start = re.compile(
            rf"{joint}(?!{listed})(?={words('subjects')})"
            rf"|(?P<likened>{words('likened')}(?:{words('pronouns')})?)|(?={words('turns')})"
            rf"|(?P<bound>{words('bound')}){words('pronouns')}|(?={words('pronouns')})"
        )
        self.masked = cue("no_cue")
        self.denial = cue("denied_before")
        self.denial_after = self._soon_after(table, 3, "denied_after")
        self.supposed = cue("supposed_before")
        self.possible = cue("possible")
        self.supposed_after = self._soon_after(table, 4, "supposed_after")
        # What is told as no fact by a word of its sentence before it, of its clause before it, in it.
        self.untold_before = cue("conditions", "earlier_state")
        self.untold_left = cue("reader", "earlier")
        self.untold_within = cue("earlier_within")
        self.earlier_after = self._soon_after(table, 3, "earlier_after")
        self.asking = re.compile(rf"(?:^|[{COMMA}{RANGE}{COLON}]|{words('joints')})(?:{words('asking')})")
        self.presupposing = cue("presupposing")
        self.turning = cue("breaks")
        self.fresh = cue("fresh")
        self.person = cue("others", "writer", expression=rf"(?P<other>{words('others')})|(?P<writer>{words('writer')})")
        self.befell_others = cue(
            "others",
            expression=rf"(?:[^{STOP}{COMMA}{ASKED}]{{0,2}}?(?:{words('befalling')}))?(?:{words('others')})",
        )
        self.carried_by = cue("carried_by")
        self.she = cue("she", expression=rf"(?:{words('she')})[^{STOP}{COMMA}{ASKED}]{{0,2}}$")
        self.dated = cue(
            "dated_passing", "dated", expression=rf"(?P<passing>{words('dated_passing')})|{words('dated')}"
        )
        self.studio = cue("studio")
        self.own_lips = cue("own_lips")
        self.comparing = cue("comparing")
        self.moment = cue("moment")
        self.overall = cue("overall")
        self.work = cue(
            "other_work",
            "passing_work",
            "lips",
            expression=rf"(?P<other>{words('other_work')})|(?P<passing>{words('passing_work')})|(?P<lips>{words('lips')})",
        )
        self.topics = TopicCues(table)
        self.bits = table.bits

    @staticmethod
    def _soon_after(table: CueTable, farthest: int, name: str) -> Cue:
        """A cue that stands after at most so many words of the same part of a clause."""
        return table.cue(name, expression=rf"(?:[^{STOP}{COMMA}{ASKED}]{{0,{farthest}}}?)(?:{table.words(name)})")
