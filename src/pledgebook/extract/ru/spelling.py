"""Names across alphabets: how a name sounds, roughly, whether it stands in Cyrillic or in Latin letters.

Vowels are left out and consonants that are written for one another fall together, so
"Марк Карни" and "Mark Carney", or "Альфред Мутуа" and "Alfred Mutua", sound alike.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from pledgebook.data.tables import Office, offices
from pledgebook.extract.folding import fold

_LATIN = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("dzh", "S"), ("zh", "S"), ("kh", "K"), ("ch", "S"), ("sh", "S"),
    ("ph", "F"), ("th", "T"), ("ts", "S"), ("tz", "S"), ("dj", "S"), ("cz", "S"), ("sz", "S"), ("ck", "K"), ("qu", "K"),
    ("x", "KS"), ("ce", "Se"), ("ci", "Si"), ("b", "P"), ("p", "P"), ("v", "F"), ("w", "F"), ("f", "F"), ("g", "K"),
    ("k", "K"), ("q", "K"), ("c", "K"), ("d", "T"), ("t", "T"), ("s", "S"), ("z", "S"), ("j", "S"), ("l", "L"),
    ("m", "M"), ("n", "N"), ("r", "R"),
)  # fmt: skip
_CYRILLIC = {
    **dict.fromkeys("бп", "P"), **dict.fromkeys("вф", "F"), **dict.fromkeys("гкх", "K"), **dict.fromkeys("дт", "T"),
    **dict.fromkeys("жзсцчшщ", "S"), "л": "L", "м": "M", "н": "N", "р": "R",
}  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """How one word sounds: its consonants, one letter a class.

    >>> sound("Столтенберг"), sound("Stoltenberg"), sound("Карни"), sound("Carney")
    ('STLTNPRK', 'STLTNPRK', 'KRN', 'KRN')
    """
    plain = fold(word).lower()
    if re.search("[а-яё]", word.lower()):
        heard = "".join(_CYRILLIC.get(letter, "") for letter in word.lower().replace("дж", "ж").replace("тс", "с"))
    else:
        for letters, class_ in _LATIN:
            plain = plain.replace(letters, class_)
        heard = re.sub("[^PFKTSLMNR]", "", plain)
    return _DOUBLE.sub(r"\1", heard)


@cache
def _by_sound() -> Mapping[tuple[str, str], tuple[Office, ...]]:
    found: dict[tuple[str, str], list[Office]] = {}
    for office in offices():
        words = office.person.split()
        if len(words) >= 2:
            found.setdefault((sound(words[0]), sound(words[-1])), []).append(office)
    return {key: tuple(held) for key, held in found.items()}


def offices_of(name: str, day: date | None) -> tuple[Office, ...]:
    """The offices whose holder's name sounds like this one, those held on the day before all others.

    Name and surname must both sound alike, with two consonants or more in the surname.

    >>> {office.body for office in offices_of("Дональд Туск", date(2025, 9, 4))}
    {'POL'}
    """
    words = name.split()
    if len(words) < 2:
        return ()
    key = (sound(words[0]), sound(words[-1]))
    if len(key[1]) < 2:
        return ()
    held = _by_sound().get(key, ())
    if day is None:
        return held
    then = tuple(
        office
        for office in held
        if (office.start is None or office.start.earliest <= day) and (office.end is None or day <= office.end.latest)
    )
    return then or held
