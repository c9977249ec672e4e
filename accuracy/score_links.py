#!/usr/bin/env python3
"""Score the links between pledges and their latest stance against a gold set's STORY.json (FORMAT.md).

    score_links.py GOLD_SET STORY.json [--misses] [--json]

STORY.json is what gold_claims.py prints: its pledges hold [report, index] pairs. A found pledge stands for the gold pledge with
which it shares most claims.

part_of   (part, whole) pairs rightly found
stance    share of the gold pledges whose latest stance is right, of those that a found pledge stands for
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from score import prf


def homes(pledges):
    """The pledge of each claim."""
    return {tuple(place): pledge["key"] for pledge in pledges for place in pledge["claims"]}


def stands_for(found, gold_home):
    """For each found pledge the gold pledge with which it shares most claims."""
    result = {}
    for pledge in found:
        shared = Counter(gold_home[tuple(place)] for place in pledge["claims"] if tuple(place) in gold_home)
        if shared:
            result[pledge["key"]] = max(shared, key=lambda key: (shared[key], key))
    return result


def link_scores(story, found):
    """Figures of part_of and of the latest stance, and the pairs that were missed or invented."""
    meant = stands_for(found["pledges"], homes(story["pledges"]))
    gold = {(pledge["key"], pledge["part_of"]) for pledge in story["pledges"] if pledge["part_of"]}
    linked = {
        (meant[pledge["key"]], meant[pledge["part_of"]])
        for pledge in found["pledges"]
        if pledge["part_of"] and pledge["key"] in meant and pledge["part_of"] in meant
    }
    p, r, f1 = prf(len(gold & linked), len(gold), len(linked))
    largest = {}
    for pledge in found["pledges"]:
        key = meant.get(pledge["key"])
        if key and len(pledge["claims"]) > len(largest.get(key, {"claims": []})["claims"]):
            largest[key] = pledge
    last = {
        pledge["key"]: max(pledge["stance_over_time"])[1] for pledge in story["pledges"] if pledge["stance_over_time"]
    }
    right = sum(largest[key]["stance"] == stance for key, stance in last.items() if key in largest)
    asked = sum(key in largest for key in last)
    figures = {
        "part_of": {"p": p, "r": r, "f1": f1, "gold": len(gold), "found": len(linked)},
        "stance": {"right": right / asked if asked else None, "n": asked},
    }
    wrong = [
        (key, last[key], largest[key]["stance"])
        for key in last
        if key in largest and largest[key]["stance"] != last[key]
    ]
    return figures, sorted(gold - linked), sorted(linked - gold), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("found", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    story = json.loads((args.gold / "STORY.json").read_text(encoding="utf-8"))
    found = json.loads(args.found.read_text(encoding="utf-8"))
    figures, missed, invented, wrong = link_scores(story, found)
    if args.json:
        json.dump(figures, sys.stdout, indent=1)
        print()
        return
    for name, value in figures.items():
        print(f"{name:12}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in value.items()))
    if args.misses:
        for sign, pairs in (("-", missed), ("+", invented)):
            for part, whole in pairs:
                print(f"  {sign} {part} part of {whole}")
        for key, gold, ours in wrong:
            print(f"  stance of {key}: {ours}, gold {gold}")


if __name__ == "__main__":
    main()
