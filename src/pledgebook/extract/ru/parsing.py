"""Russian sentences to words with lemma, part of speech and head: the only module that touches natasha and pymorphy3.

Tagger, parser and names are natasha's (models inside its wheel). Lemmas are pymorphy3's,
because the pymorphy2 that natasha asks for does not run on Python 3.11.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

_POS = {
    "VERB": frozenset({"VERB", "INFN", "GRND", "PRTF", "PRTS"}),
    "AUX": frozenset({"VERB", "INFN"}),
    "NOUN": frozenset({"NOUN"}),
    "PROPN": frozenset({"NOUN"}),
    "ADJ": frozenset({"ADJF", "ADJS", "PRTF", "PRTS", "COMP"}),
    "ADV": frozenset({"ADVB", "PRED", "COMP"}),
    "NUM": frozenset({"NUMR"}),
    "DET": frozenset({"ADJF", "NPRO"}),
    "PRON": frozenset({"NPRO"}),
}
_MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence.

    Attributes:
        number: Its place among the sentence's words, from 0.
        text: As it stands.
        start: Of its first character, in the sentence.
        end: After its last character.
        lemma: Dictionary form, lower case, е for ё.
        pos: Universal part of speech.
        feats: Morphology: ``{"Case": "Gen", "Tense": "Fut"}``.
        head: Number of the word that it hangs on; -1 for the root.
        relation: How it hangs on it: ``nsubj``, ``obj``, ...
    """

    number: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    feats: Mapping[str, str]
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, which hang on which, and the persons that it names.

    Attributes:
        text: The sentence.
        words: Its words and marks.
        children: For each word, the numbers of those that hang on it.
        persons: First and last character of each person's name.
    """

    text: str
    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]
    persons: tuple[tuple[int, int], ...]

    def below(self, number: int, *, without: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """A word and all that hangs on it, nearest first; what hangs on a word in ``without`` is left out with it."""
        found, waiting = [], [number]
        seen = {number} | without
        while waiting:
            found += waiting
            waiting = [child for parent in waiting for child in self.children[parent] if child not in seen]
            seen.update(waiting)
        return tuple(found)

    def above(self, number: int) -> Iterator[int]:
        """The words that a word hangs on, nearest first."""
        seen = {number}
        while (number := self.words[number].head) >= 0 and number not in seen:
            seen.add(number)
            yield number


def parse(texts: Sequence[str]) -> tuple[Sentence, ...]:
    """The words of some sentences. They are seen together, which is faster.

    A piece of more than 300 words and marks is no sentence; it comes back without any.
    """
    models = _models()
    pieces = [list(models.tokenize(text)) for text in texts]
    filled = [number for number, piece in enumerate(pieces) if 0 < len(piece) <= _MOST_WORDS]
    words = [[token.text for token in pieces[number]] for number in filled]
    tagged = dict(zip(filled, models.morph.map(words), strict=True))
    trees = dict(zip(filled, models.syntax.map(words), strict=True))
    persons = dict(zip(filled, models.names.map(texts[number] for number in filled), strict=True))
    return tuple(
        _sentence(text, pieces[number], tagged[number], trees[number], persons[number])
        if number in tagged
        else Sentence(text, (), (), ())
        for number, text in enumerate(texts)
    )


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """All dictionary forms that a word can have, and the word itself; lower case, е for ё.

    A vowel sign or the like within leaves only the word itself.
    """
    plain = plainly(word)
    return frozenset({plain} | {plainly(form.normal_form) for form in _analyzer().parse(plain)})


@lru_cache(maxsize=50_000)
def lemma_of(word: str, pos: str = "") -> str:
    """The likeliest dictionary form of a word that is of this part of speech; lower case, е for ё."""
    wanted = _POS.get(pos)
    forms = _analyzer().parse(plainly(word))
    fitting = [form for form in forms if wanted and form.tag.POS in wanted] or forms
    return plainly(fitting[0].normal_form) if fitting else plainly(word)


def plainly(word: str) -> str:
    """Lower case, with е for ё.

    >>> plainly("Приём")
    'прием'
    """
    return word.lower().replace("ё", "е")


@dataclass(frozen=True, slots=True)
class _Models:
    tokenize: Any
    sentenize: Any
    morph: Any
    syntax: Any
    names: Any


@cache
def _models() -> _Models:
    from natasha import NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser
    from razdel import sentenize, tokenize

    embedding = NewsEmbedding()
    return _Models(
        tokenize, sentenize, NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
    )


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def sentences_of(line: str) -> Iterator[tuple[int, int]]:
    """First and last character of each sentence of a line."""
    for found in _models().sentenize(line):
        yield found.start, found.stop


def _sentence(text: str, pieces: Sequence[Any], tagged: Any, tree: Any, named: Any) -> Sentence:
    places = {token.id: number for number, token in enumerate(tree.tokens)}
    words = []
    for number, (piece, tag, node) in enumerate(zip(pieces, tagged.tokens, tree.tokens, strict=True)):
        head = places.get(node.head_id, -1)
        words.append(
            Word(
                number,
                piece.text,
                piece.start,
                piece.stop,
                lemma_of(piece.text, tag.pos),
                tag.pos,
                dict(tag.feats or {}),
                -1 if head == number else head,
                node.rel,
            )
        )
    children: list[list[int]] = [[] for _ in words]
    for word in words:
        if word.head >= 0:
            children[word.head].append(word.number)
    persons = tuple((span.start, span.stop) for span in named.spans if span.type == "PER")
    return Sentence(text, tuple(words), tuple(map(tuple, children)), persons)
