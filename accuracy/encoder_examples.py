"""Writes what the encoder learns from: one line a sentence, with the actors asked about and what each of them claims.

    python accuracy/encoder_examples.py .cache/encoder.jsonl

Reads the learning part of the gold sets and the training reports through the product's own reading, so that the
encoder is trained on just what it will be asked. A line holds the question (text, the sentence before, each actor's
places), the answers and the sentence's tree; `train_encoder.py` turns it into numbers. Kept apart from the training so that the
training needs no part of Pledgebook but its tokens, and Pledgebook no part of the training's libraries.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from train import Coded, learning_reports

from pledgebook.extract.extractor import prepare
from pledgebook.extract.parse import Parser
from pledgebook.extract.questions import Question, Where, questions_of

CODED_WHOLE = 100
"""Training files above this number have every claim coded at every sentence, with all fields."""


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__))
    out.parent.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    with out.open("w", encoding="utf-8") as lines:
        parser = Parser()
        for coded in learning_reports():
            examples = examples_of(coded, counts)
            for example, tree in zip(examples, parser.parse(one["text"] for one in examples), strict=True):
                ends = [tree.end(word) for word in range(len(tree.words))]
                example["tree"] = {
                    "starts": tree.starts, "ends": ends, "heads": tree.heads, "tags": tree.tags, "deps": tree.deps,
                }  # fmt: skip
                lines.write(json.dumps(example, ensure_ascii=False) + "\n")
    print(f"{out}: {counts['sentences']} sentences, {counts['actors']} actors asked about; {counts['claims']} claims, ")
    print(f"of which {counts['lost']} are by an actor that is not asked about in their sentence")


def is_coded_whole(coded: Coded) -> bool:
    """Whether all fields are coded."""
    return coded.own or int(coded.report.id.split("-")[1]) > CODED_WHOLE


def examples_of(coded: Coded, counts: "Counter[str]") -> list[dict]:
    """The examples of one report."""
    one = prepare(coded.report)
    questions = {question.number: question for question in questions_of(one.sentences, one.mentions, one.issuer)}
    by_sentence: dict[int, list[dict]] = {}
    for claim in coded.claims:
        counts["claims"] += 1
        fits = [
            (
                number in questions and any(asked.code == claim["actor"] for asked in questions[number].actors),
                len(text),
                -number,
            )
            for number, text in enumerate(sentence.text for sentence in one.sentences)
            if text in claim["evidence"] or claim["evidence"] in text
        ]
        if fits:
            by_sentence.setdefault(-max(fits)[2], []).append(claim)
    said = {(claim["actor"], claim["action"], claim["stance"]) for claim in coded.claims}
    found = []
    for number in sorted(questions.keys() | by_sentence.keys()):
        text = one.sentences[number].text
        question = questions.get(number) or Question(number, text, "", (), in_body=True)
        whole = is_coded_whole(coded)
        actors = [
            {
                "code": asked.code,
                "words": asked.words,
                "places": [[place.kind, str(place.where), place.start, place.end] for place in asked.places],
                "asked": True,
                "claims": [],
            }
            for asked in question.actors
        ]
        for claim in by_sentence.get(number, ()):
            actor = _actor_of(claim, actors, text)
            if actor is None:
                counts["lost"] += 1
                continue
            counts["lost"] += not actor["asked"]
            actor["claims"].append(_answer(claim))
        if not actors:
            continue
        for actor in actors:
            mine = {(claim["action"], claim["stance"]) for claim in actor["claims"]}
            elsewhere = {(action, stance) for code, action, stance in said if code == actor["code"]} - mine
            # Gold codes a claim once a report: the same words in another sentence are neither right nor wrong.
            actor["unknown"] = sorted({action for action, _ in elsewhere}) if coded.own or not whole else []
        found.append(
            {
                "report": coded.report.id,
                "own": coded.own,
                "whole": whole,
                "text": text,
                "before": question.before,
                "in_body": question.in_body,
                "actors": actors,
                "conditions": _conditions(by_sentence.get(number, ()), text),
            }
        )
        counts["sentences"] += 1
        counts["actors"] += len(actors)
    return found


def _actor_of(claim: dict, actors: list[dict], text: str) -> dict | None:
    """Whose claim it is; where the reading misses the actor, its words are learnt from all the same."""
    words = (claim.get("actor_text") or "").lower()
    if claim["actor"] == "GROUP":
        groups = [actor for actor in actors if actor["code"] == "GROUP"]
        fits = [actor for actor in groups if words in actor["words"] or actor["words"] in words]
        held = next(iter(fits or groups), None)
    else:
        held = next((actor for actor in actors if actor["code"] == claim["actor"]), None)
    if held is not None:
        return held
    start = text.find(claim.get("actor_text") or "\0")
    if start < 0:
        return None
    held = {
        "code": claim["actor"],
        "words": words if claim["actor"] == "GROUP" else "",
        "places": [["unread", str(Where.HERE), start, start + len(words)]],
        "asked": False,
        "claims": [],
    }
    actors.append(held)
    return held


def _answer(claim: dict) -> dict:
    return {
        "action": claim["action"],
        "stance": claim["stance"],
        "target": claim.get("target"),
        "addressee": claim.get("addressee"),
        "with": claim.get("with", []),
    }


def _conditions(claims, text: str) -> list[list]:
    found = []
    for claim in claims:
        for condition in claim.get("conditions", ()):
            start = text.find(condition["text"])
            if start >= 0:
                found.append([start, start + len(condition["text"]), condition["kind"]])
    return found


if __name__ == "__main__":
    main()
