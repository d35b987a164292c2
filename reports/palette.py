"""The colours of `palette.toml`: as CSS variables for the page, as constants for its charts."""

import json
import tomllib
from pathlib import Path

_COLORS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("palette.toml").read_text(encoding="utf-8"))

INK, QUIET, RULE, BAND = (_COLORS[name]["light"] for name in ("ink", "quiet", "rule", "band"))
BLUSH, SLATE, SAND, PAPER = (_COLORS[name]["light"] for name in ("blush", "slate", "sand", "paper"))


def variables() -> str:
    """The colours as CSS variables, light ones first, dark ones where the reader's device asks for them."""
    light, dark = (
        " ".join(f"--{name}: {color[scheme]};" for name, color in _COLORS.items()) for scheme in ("light", "dark")
    )
    # Paper is printed on light.
    return f":root {{ {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"


def dark_for_light() -> str:
    """Which dark colour stands for which light one, as JSON."""
    return json.dumps({color["light"]: color["dark"] for color in _COLORS.values()})
