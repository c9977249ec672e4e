"""Tells the language of a text, out of some twenty in which reports reach a newsroom."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from pledgebook.model import Span

LANGUAGES = (
    "ar", "cs", "da", "de", "en", "es", "fa", "fi", "fr", "he", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru",
    "sv", "tr", "uk", "zh",
)  # fmt: skip
"""ISO 639-1 codes that can be told apart; Chinese, Japanese, Arabic and the like by their script too."""

_ENGLISH = frozenset(
    {"the", "and", "to", "that", "for", "with", "said", "by", "from", "its", "has", "his", "are", "be", "would", "it"}
    | {"which", "not", "this", "have", "will"}
)
_ENOUGH_WORDS = 20
_ENOUGH_LETTERS = 20
_ENOUGH_TO_JUDGE = 6_000


def language_of(text: str, furniture: Sequence[Span] = ()) -> str:
    """ISO 639-1 code of the text with its furniture left out.

    ``und`` only where fewer than twenty letters are left to judge by.

    >>> language_of("26 !!"), language_of("Der Bundeskanzler sagte am Donnerstag, Deutschland werde helfen.")
    ('und', 'de')
    """
    story = _without(text, furniture)[:_ENOUGH_TO_JUDGE]
    if sum(map(str.isalpha, story)) < _ENOUGH_LETTERS:
        return "und"
    if _is_plainly_english(story):
        return "en"
    return str(_identifier().classify(story)[0])


def _is_plainly_english(story: str) -> bool:
    """Whether small words that only English has make up a seventh of the words or more; spares the model."""
    words = story.lower().split()
    return len(words) >= _ENOUGH_WORDS and sum(word in _ENGLISH for word in words) * 7 >= len(words)


def _without(text: str, furniture: Sequence[Span]) -> str:
    kept, at = [], 0
    for span in furniture:
        kept.append(text[at : span.start])
        at = span.end
    return "".join([*kept, text[at:]])


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
