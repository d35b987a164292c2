"""Tells why an amount in an article is no estimate: a payment, one studio's own price, a sum that comes on top."""

import re

from pipeline.normalize.cost.sentence import Sentence
from pipeline.normalize.cost.vocabulary import AMOUNT, beginning, words

_LEAST, _MOST = 20, 5000
"""In dollars, euros and pounds: outside this no treatment of these is priced, and something else is spoken of."""
_IN_HUNDREDS = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SGD"})
# "US" is a country and "us" is who speaks: these are compared with their case.
_SPEAKER = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|mine|me|[Ww]e|[Ww]e['’]\w+|[Oo]urs?|us)\b")
_SPEAKER_WHO_ASKED = re.compile(
    r"\b(?:[Ww]e|I)(?:['’]ve)?\s+(?:have\s+)?(?:also\s+)?(?:recommend|suggest|found|surveyed|looked|analy[sz]ed|"
    r"compared|collected|gathered|estimate|reviewed|polled|advise|rang|called|phoned|emailed|contacted|asked|checked|"
    r"priced up|spoke|talked|heard from|had \d+ (?:readers|people|women|clients)|counted|averaged|tallied|"
    r"scanned|sampled|interviewed|queried|pulled|tracked|came across|come across|priced)\w*"
    r"|\b[Oo]ur (?:own )?(?:survey|data|research|analysis|readers|poll|editors|team|comparison|review|market research|"
    r"price check|list|roundup|round-up|sample|figures|numbers|tally|count|index|calculator|"
    r"guide|editors|reporters|interviews|list of|database)\b|\b(?:tells?|told|gives?|let|quoted) (?:us|me)\b"
)
# A payment or a price of somebody who is known by then: "her lip blush was $800".
_SOMEBODY = re.compile(
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir)\b(?!\s+(?:prices|rates|fees)\s+(?:usually|typically|generally))"
    r"[^.]{0,60}\b(?:was|were|cost|came|set)\b"
    r"|\b(?:[Ss]he|[Hh]er?|[Hh]is)\b|\b(?:spent|"
    r"(?<!be )(?<!are )(?<!being )(?<!usually )(?<!typically )quoted(?! us))\b|\b(?:was|were) charged\b"
)
_ANY = (
    r"(?:[Aa]n?|[Tt]he (?:average|typical|usual|standard)|[Ee]ach|[Ee]very|[Mm]ost|[Aa]ny|[Ss]omeone|[Ww]ho|[Nn]obody|"
    r"[Nn]o|[Yy]our)"
)
_LEADING = r"(?:In|On|For|As|With|Depending|Usually|Typically|Currently|Today|Nationwide|Generally)\b"
_NAMED_STUDIO = re.compile(
    r"(?<!perts )(?<!ditors )(?<!nalysts )(?<!esearchers )(?<!riters )(?<!staff )(?<!team )"
    r"\b(?:[Aa]t|@|[Cc]hez|[Pp]resso|[Vv]isit)\s+(?!The\b|RealSelf|StyleSeat|CostHelper)(?:the\s+)?[A-Z]\w+"
)
_POSSESSED = re.compile(
    r"(?!It|That|There|What|Here|Let|Who|Today|Nobody|Everyone)[A-Z][\w.&-]+(?:\s[A-Z][\w.&-]+)*['’]s\s"
)
_PRICE_OF_ONE = re.compile(r"[A-Z][\w.&-]+['’]s\s+(?:current |new |own )?(?:price|rate|fee|lip|studio|menu|full)")
_LISTING = re.compile(r"\s*(?:,|/|\||or|and|,\s*(?:or|and))\s*(?:even|maybe|perhaps)?\s*")
_LAST_PART = re.compile(r"[,;:]|\bbut\b")
_INSTEAD = re.compile(r"(?:instead of|rather than|down from|up from)")
_VERSUS = re.compile(r"[\s,]*(?:versus|vs\.?|(?:as )?compared (?:to|with)|against)(?: about| around)?\s*")
_EACH = re.compile(r"\s*(?:each|apiece)\b(?! (?:session|visit|time|area))")
_COMPARED_FIRST = re.compile(r"\s*(?:unlike|compared (?:to|with)|in contrast to)\b[^,;]*(?:, which [^,;]*)?$")
_CHANGED = re.compile(
    r"\b(?:gone|went|risen|rose|increased|jumped|climbed|dropped|fallen|fell|grew|grown|"
    r"crept) (?:up |down )?(?:from|by)\b"
    r"|\b(?:before the pandemic|pre-pandemic|(?:years?|decade) ago|used to|once cost)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b\d+ (?:out )?of (?:the |our |those |its )?\d+\b|\bonly \d+\b|\bone in \w+\b", re.IGNORECASE)
_OFFER = re.compile(
    rf"\bbook\b.*\b(?:only|just)\s+{AMOUNT}|\b(?:only|just)\s+{AMOUNT}.*\b(?:now|today|this (?:month|week)|limited)\b"
)
_THIS_STUDIO = re.compile(
    r"\b(?:the|this|that|her|his|one)\s+(?:\w+\s+){0,2}?(?:studio|salon|clinic|spa|artist|shop|center|centre)"
    r"(?:\s+in\s+[A-Z][\w ]{2,25})?(?:['’]s (?:price|rate|fee)|\s+(?:charges|asks|offers|prices|charged|quoted)\b)",
    re.IGNORECASE,
)
_AT_ONE = re.compile(
    r"\b[Aa]t (?:the|this|that|one|another)\s+(?:[\w-]+\s+){0,4}?(?:studio|salon|clinic|spa|place|shop|parlor|bar)\b"
)
_CONVERTED = re.compile(
    r"\b(?:equivalent|equivalent to|equals|equal to|converts? to|works out (?:at|to)|translates to)(?: of| to)?\s*$"
)
_REMEMBERED = re.compile(
    r"\b(?:last (?:week|month|year|spring|summer|fall|autumn|winter)|yesterday|ago|back in)\b", re.IGNORECASE
)


def sentence_excluded(sentence: Sentence) -> str | None:
    """Why a sentence holds no estimate whatever its amounts are; null where nothing speaks against it."""
    text, has_statistic = sentence.text, sentence.says("average") or sentence.says("median")
    if text.rstrip(" \"”'’)").endswith("?"):
        return "it is a question"
    speakers = len(_SPEAKER.findall(text)) - sum(
        len(_SPEAKER.findall(one[0])) for one in _SPEAKER_WHO_ASKED.finditer(text)
    )
    if speakers > 0 or (sentence.says("own_price") and not has_statistic):
        return "it tells of a payment or of an own price"
    if (_SOMEBODY.search(text) and not has_statistic) or (_REMEMBERED.search(text) and not has_statistic):
        return "it tells of a payment or of an own price"
    if sentence.says("supposed"):
        return "it warns or supposes"
    if _CHANGED.search(text):
        return "it tells of an earlier price"
    if _SHARE.search(sentence.masked) and not has_statistic:
        return "it tells what a share of them costs"
    if any(_INSTEAD.fullmatch(piece.strip(" ,")) for piece in sentence.folded[1:-1]):
        return "it compares two amounts"
    if _OFFER.search(sentence.masked):
        return "it is an offer"
    if not has_statistic and _is_one_provider(sentence):
        return "it tells the price of one provider"
    return None


def _is_one_provider(sentence: Sentence) -> bool:
    text = sentence.text
    if (
        _THIS_STUDIO.search(text)
        or _AT_ONE.search(text)
        or _NAMED_STUDIO.search(text)
        or _POSSESSED.match(text)
        or _PRICE_OF_ONE.search(text)
    ):
        return True
    verb = words("one_charges").search(sentence.masked)
    if verb is None:
        return False
    subject = sentence.masked[: verb.start()]
    begins = re.match(rf"(?:{_LEADING}[^,]{{0,40}},\s+)?{_ANY}\b", text)
    return begins is None or words("anyone").search(subject) is None


def amount_excluded(before: str, after: str, about: str | None) -> str | None:
    """Why one amount, by the folded words next to it, is no estimate; null where nothing speaks against it."""
    if beginning("no_price_after").match(after) and not (about == "touch_up" and re.match(r"\s*(?:more|extra)", after)):
        return "it is no price of a treatment"
    if _EACH.match(after):
        return "it is only part of what is paid"
    if _VERSUS.fullmatch(before) or _COMPARED_FIRST.match(before):
        return "it is only compared with"
    if _CONVERTED.search(before):
        return "it is converted from another currency"
    if about != "touch_up" and (
        words("added").search(_LAST_PART.split(before[-40:])[-1]) or re.match(r"\s*(?:more|extra|on top)\b", after)
    ):
        return "it comes on top of a price"
    return None


def is_only_listed(before: str, after: str, is_first: bool, is_last: bool) -> bool:
    """Whether an amount only stands in a row of amounts: "$450, $650 or more" is neither an average nor a range."""
    return (not is_first and _LISTING.fullmatch(before) is not None) or (
        not is_last and _LISTING.fullmatch(after) is not None
    )


def is_implausible(low: float | None, high: float | None, currency: str | None, about: str) -> bool:
    """Whether amounts are none that such a treatment has, in currencies whose worth is near that of the dollar."""
    if currency not in _IN_HUNDREDS or about == "other":
        return False
    free = about == "touch_up" and low == 0
    return any(not _LEAST <= amount <= _MOST for amount in (None if free else low, high) if amount is not None)
