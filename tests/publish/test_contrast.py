"""Every colour of the pages is readable: WCAG AA, on paper and in the dark."""

import re
from importlib.resources import files

import pytest

from pledgebook.model import Stance

CSS = (files("pledgebook.publish") / "assets" / "pledgebook.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
)


def brightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [
    *[(f"{stance}-on", stance.value) for stance in Stance],
    *[("ink", f"{stance}-tint") for stance in Stance],
    *[(text, ground) for text in ("ink", "soft", "link", "accent") for ground in ("paper", "card", "faint")],
    *[(severity, "card") for severity in ("high", "medium", "low")],
]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 4.5


def test_every_stance_has_a_sign_of_its_own_beside_its_colour() -> None:
    signs = [re.search(rf"\.s-{stance} \{{[^}}]*--(?:fill|sign): ([^;]+);", CSS) for stance in Stance]

    assert len({sign[1] for sign in signs if sign}) == len(Stance)
