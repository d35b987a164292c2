"""What went wrong, of all that a text tells: some things are complications only for how long, and others of another."""

from collections.abc import Mapping, Sequence

from pipeline.normalize.findings import amounts
from pipeline.normalize.findings.told import Told
from pipeline.normalize.reviews import COMPLICATIONS

_NAMES = frozenset(COMPLICATIONS)


def complications(
    found: Mapping[str, Sequence[Told]], swelling: amounts.Amount | None, longevity: amounts.Amount | None
) -> dict[str, Told]:
    """Each complication with a phrase that tells it; `swelling` in days and `longevity` in months are those judged."""
    wrong = {name: phrase for name in found if name in _NAMES for phrase in found[name] if _went_wrong(phrase)}
    if longevity:
        _weigh_fading(wrong, *longevity)
    if swelling and swelling[0] > amounts.PROLONGED_SWELLING_DAYS:
        wrong.setdefault("prolonged_swelling", swelling[1])
    # Blisters beside a reaction are of the reaction.
    if "allergic_reaction" in wrong and wrong.get("cold_sore", wrong["allergic_reaction"]).value == "blisters":
        wrong.pop("cold_sore", None)
    # A granuloma is how a body reacts to the pigment: no other reaction is told by that.
    if "granuloma" in wrong and wrong.get("allergic_reaction", wrong["granuloma"]).value == "body":
        wrong.pop("allergic_reaction", None)
    return wrong


def _weigh_fading(wrong: dict[str, Told], months: float, lasted: Told) -> None:
    """What has lasted did not fade fast, unless that is said; what was gone soon did."""
    if months > amounts.FAST_FADING_MONTHS and wrong.get("fast_fading", lasted).value != "fast":
        wrong.pop("fast_fading", None)
    if months <= amounts.FAST_FADING_MONTHS and lasted.value == "gone":
        wrong.setdefault("fast_fading", lasted)


def _went_wrong(phrase: Told) -> bool:
    """`Still swollen on day two` is what everybody is: the row `late` is a complication from the fifth day on."""
    return not phrase.denied and (phrase.value != "late" or (phrase.days or 0) > amounts.PROLONGED_SWELLING_DAYS)
