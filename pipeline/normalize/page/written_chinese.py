"""Tells by its script where Chinese is read: in Taiwan the traditional one, on the mainland the simplified one."""

from collections.abc import Callable, Iterable

# Characters that only one of the two has. In Hong Kong, too, the traditional script is read: its places are told before
# its language.
_TRADITIONAL = frozenset("價個們來說國時會對東車門體學麗專業飄繡區臺灣療預約優紋紅線膚師")
_SIMPLIFIED = frozenset("价个们来说国时会对东车门体学丽专业飘绣区湾疗预约优纹红线肤师")
_SCRIPTS = tuple(one - other for one, other in ((_TRADITIONAL, _SIMPLIFIED), (_SIMPLIFIED, _TRADITIONAL)))


def as_written(language: str | None, texts: Callable[[], Iterable[str]]) -> str | None:
    """The language of some texts, Chinese in the traditional script as `zh-hant` (BCP 47).

    >>> as_written("zh", lambda: ["霧唇 價目表"]), as_written("zh", lambda: ["雾唇 价目表"])
    ('zh-hant', 'zh')
    """
    if language != "zh":
        return language
    written = "".join(texts())
    traditional, simplified = (sum(character in script for character in written) for script in _SCRIPTS)
    return "zh-hant" if traditional > simplified else language
