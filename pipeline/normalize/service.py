"""Reads a service label: which procedure it is, and which kind of price. The words are in `service.toml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.normalize.concepts import AREAS, areas, concepts, says, without, words_of_concepts
from pipeline.normalize.elapsed import Elapsed, read_elapsed
from pipeline.normalize.text import fold
from pipeline.normalize.words import word_pattern

PROCEDURES = (
    "lip_blush",
    "full_lip_color",
    "lip_liner",
    "lip_neutralization",
    "pmu_any",
    "brows",
    "eyeliner",
    "other",
)
KINDS = (
    "initial",
    "touch_up",
    "annual_refresh",
    "correction",
    "removal",
    "package",
    "model_special",
    "deposit",
    "consultation",
    "training",
)

# A follow-up up to about half a year belongs to the first treatment (the pigment has healed, the colour is evened);
# later ones renew a faded result. Studios draw the line between five and seven months.
_LAST_DAY_OF_TOUCH_UP = 198
_FIRST_DAY_OF_REFRESH = 150


@dataclass(frozen=True)
class Service:
    """What a label says. `touch_up_included` is null where the label of a first visit says nothing of it."""

    procedure: str
    kind: str
    elapsed: Elapsed | None
    touch_up_included: bool | None


@cache
def _expressions(in_ascii: bool) -> dict[str, str]:
    """Regular expressions for the words of every concept and for the forms of phrases, by their names."""
    words = {concept: word_pattern(listed, in_ascii) for concept, listed in words_of_concepts().items()}
    extra = rf"(?:(?P<follow_up>{words['touch_up']}|{words['refresh']})|{words['consultation']})"
    # "含一次補色": a script without spaces counts the visits between the two words.
    few_words = rf"(?:(?:(?!{words['lips']}|{words['liner']})[^\W_]+[\s.,-]+){{0,3}}|[\d一二三][次回]|[1-3]\s?회)"
    before, after = words["included_before"], words["included_after"]
    # First the forms that say it twice, then "incl. touch-up" and "+ touch-up", which end the phrase with the word.
    again = rf"(?:{words['touch_up']})?"
    words["included_fully"] = rf"(?:[(,;:+&|/–—-]|{before})[\s.]*{few_words}{extra}{again}[\s:=)(&-]*{few_words}{after}"
    words["included_briefly"] = rf"(?:{before}|[+&])[\s.]*{few_words}{extra}"
    # "Includes numbing, design and one touch-up": whatever else is part of the price may stand between the two.
    words["listed"] = rf"{words['includes']}\.?[^.;!?$€£]{{0,90}}{words['touch_up']}(?![\s:–-]*[$€£]?\d)"
    words["told_later"] = (
        rf"{words['touch_up']}[^.;!?$€£]{{0,60}}?(?:{words['excluded_after']}|(?P<included>{words['included_after']}))"
    )
    # "1 touch-up session" as a line of its own, among what a price includes.
    words["counted"] = rf"[^\w]*{words['count']}\s+{words['touch_up']}(?:\s+[^\W\d_]+)?[^\w]*(?:\([^()]*\))?[^\w]*"
    words["with_liner"] = rf"{words['included_before']}\s+(?:[^\W\d_]+\s+){{0,2}}{words['liner']}"
    price = r"(?:[$€£]?\d+\s?[$€£]?\s+)?"
    words["excluded"] = (
        rf"{words['excluded_before']}[\s.]*{few_words}(?P<follow_up>{words['touch_up']}|{words['refresh']})"
        rf"|[(,;:|–—-][\s.]*{few_words}(?:{words['touch_up']}|{words['refresh']})[\s:=)(&-]*{price}{words['excluded_after']}"
        rf"|{words['touch_up']}[^.;!?$€£]{{0,40}}?{words['not']}[^.;!?$€£]{{0,25}}?{words['included_after']}"
        rf"|{words['touch_up']}[^.;!?$€£]{{0,40}}?{words['included_after']}\s+{words['not']}"
    )
    # "Contour des lèvres retouche incluse": no sign divides the two, but nothing follows.
    follow_up = rf"(?P<follow_up>{words['touch_up']}|{words['refresh']})"
    words["included_at_end"] = rf"{follow_up}[\s:=&-]*{after}[\s.!)]*$"
    words["excluded_at_end"] = rf"{follow_up}[\s:=&-]*{words['excluded_after']}[\s.!)]*$"
    return words


@cache
def _compiled(name: str, in_ascii: bool) -> re.Pattern[str]:
    return re.compile(_expressions(in_ascii)[name])


def _pattern(name: str, text: str) -> re.Pattern[str]:
    """The words of a concept, or a form of phrases, as a pattern for a text."""
    return _compiled(name, text.isascii())


@lru_cache(20_000)
def read_service(label: str) -> Service:
    """Read one label, in whatever language it is written.

    >>> read_service("Lip Blush touch-up within 12 months").kind
    'annual_refresh'
    >>> read_service("Lippenkontur").procedure
    'lip_liner'
    """
    text = without("left_out", fold(label))
    first_visit, included = _without_extras(text)
    elapsed = read_elapsed(first_visit)
    kind = _kind(first_visit, elapsed)
    # "Lips (within 8 weeks of the first session)", but no note on what is part of a first visit.
    if kind == "initial" and elapsed and included is None and says("since_first_visit", first_visit):
        kind = _follow_up(first_visit, elapsed)
    return Service(
        procedure=_procedure(text, kind),
        kind=kind,
        elapsed=elapsed,
        touch_up_included=included,
    )


@lru_cache(20_000)
def read_included(note: str) -> bool | None:
    """What a note beside a first visit's price says of the touch-up: included, extra, or (null) nothing.

    >>> read_included("(Includes initial session and touch-up)")
    True
    """
    text = fold(note)
    if says("second_visit", text) and says("includes", text):
        return True
    if not (says("touch_up", text) or says("refresh", text)):
        return None
    included = without_extras(text)[1]
    if included is not None:
        return included
    if _pattern("counted", text).fullmatch(text):
        return True
    later = _pattern("told_later", text).search(text)
    return later["included"] is not None if later else True if _pattern("listed", text).search(text) else None


@lru_cache(20_000)
def without_extras(note: str) -> tuple[str, bool | None]:
    """A folded note without what it says of a touch-up, and whether that is included; null where it says nothing."""
    if concepts(note).isdisjoint(_EXTRAS):
        return f" {note}", None
    rest, included = _without_extras("lips, " + note)
    return rest.removeprefix("lips,"), included


def _without_extras(text: str) -> tuple[str, bool | None]:
    """Cut what a first visit's label says of extras ("incl. touch-up"), unless nothing is left before it to be priced.

    Returns what is left, and whether a touch-up is included: null where nothing is said of one.
    """
    for form in _forms(text):
        match = _extra(form, text)
        if match:
            rest = text[: match.start()] + " " + text[match.end() :]
            if form.startswith("excluded"):
                return rest, False
            return rest, True if match["follow_up"] else None
    return text, None


def _forms(text: str) -> Iterator[str]:
    """The forms in which a text may speak of extras: it holds a word of each part of the form."""
    words = concepts(text)
    if words.isdisjoint(_EXTRAS):
        return
    if not words.isdisjoint(("excluded_before", "excluded_after", "not")):
        yield "excluded"
    if "included_after" in words:
        yield "included_fully"
    if "included_before" in words or "+" in text or "&" in text:
        yield "included_briefly"
    if "excluded_after" in words:
        yield "excluded_at_end"
    if "included_after" in words:
        yield "included_at_end"


_EXTRAS = ("touch_up", "refresh", "consultation")
_WORK = ("permanent_makeup", "blush", "first_visit", "liner", "full_color")


def _extra(form: str, text: str) -> re.Match[str] | None:
    """Where a text speaks of an extra behind what is priced: of a touch-up sooner than of a consultation."""
    # "Lip touch-up extra" may be the price of the touch-up itself, unless work is named that it is extra to.
    priced = _WORK if form == "excluded_at_end" else (*AREAS, *_WORK)
    found = [
        match for match in _pattern(form, text).finditer(text) if not concepts(text[: match.start()]).isdisjoint(priced)
    ]
    return next((match for match in found if match["follow_up"]), found[0] if found else None)


def _procedure(text: str, kind: str) -> str:
    if says("not_lip_work", without("lip_work", text)):
        return "other"
    named = areas(text)
    if kind == "package" and says("several_areas", text) and (len(named) < 2 or says("alternative", text)):
        return "pmu_any"
    if len(named) > 2 and kind != "package":
        return "pmu_any"
    if "lips" in named:
        return _lip_procedure(text)
    if len(named) == 2:
        return "pmu_any"
    if named:
        return {"brows": "brows", "eyes": "eyeliner"}[named[0]]
    if says("blush", text):
        return "lip_blush"
    return "pmu_any" if says("permanent_makeup", text) else "other"


def _lip_procedure(text: str) -> str:
    if says("neutralization", text):
        return "lip_neutralization"
    # "Lips + eye liner", "입술 + 아이라인": the line is that of the eyes.
    liner = says("liner", without("eyes", text))
    whole, full = (says(concept, text) for concept in ("whole", "full_color"))
    if not (liner or full):
        return "lip_blush"
    blush = says("blush", without("full_color", text))
    if liner and not (whole or full or blush):
        return "lip_blush" if _pattern("with_liner", text).search(text) else "lip_liner"
    # A contour with a filling is a blush unless the colour is called full: how strong it is, a filling does not tell.
    return "full_lip_color" if full and not blush else "lip_blush"


def _kind(text: str, elapsed: Elapsed | None) -> str:
    for kind in ("model_special", "training", "deposit", "consultation", "removal"):
        if says(kind, text):
            return kind
    if says("others_work", text):
        return "correction"
    if says("refresh", text) or says("touch_up", text):
        return _follow_up(text, elapsed)
    if says("correction", text) and not says("neutralization", text):
        return "correction"
    return "package" if says("several_areas", text) or _is_package(text, len(areas(text))) else "initial"


def _is_package(text: str, areas_named: int) -> bool:
    """Whether several areas are sold together: three that are only listed are all to be had for the price of one."""
    if areas_named < 2:
        return False
    if says("package", text) or says("together", text):
        return True
    return not says("alternative", text) and (areas_named == 2 or says("joining", text))


def _follow_up(text: str, elapsed: Elapsed | None) -> str:
    refresh = says("refresh", text)
    if elapsed is None:
        return "annual_refresh" if refresh else "touch_up"
    if elapsed.high is None:
        return "annual_refresh" if refresh or elapsed.low >= _FIRST_DAY_OF_REFRESH else "touch_up"
    return "annual_refresh" if elapsed.high > _LAST_DAY_OF_TOUCH_UP else "touch_up"
