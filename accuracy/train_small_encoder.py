"""Trains the small encoder: it reads in a tenth of the time, parses, and tells the encoder which sentences to look at.

    train_small_encoder.py .cache/encoder.jsonl                     train, write src/pledgebook/data/small_encoder
    train_small_encoder.py .cache/encoder.jsonl --hold-out 2/5      leave out two fifths of the gold reports, print their
                                                                    figures, write nothing
    ... --teacher WEIGHTS                                           learn from the encoder's answers too (train_encoder.py --keep)

Word vectors that begin as the main components of MiniLM's (Apache-2.0), four convolutions and one layer of attention between them; the
same questions, examples and answers as train_encoder.py. Besides, it learns to parse as the parser does
from whose trees the examples come (en_core_web_sm, MIT): the head of each word, the label of that arc and the word's
tag. One report in twenty is kept out of the training to set the calibration. The seed is fixed, yet another machine or
version may give weights that differ in the last digits.
"""

import argparse
import hashlib
import json
import math
import os
import pickle
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
import train_encoder as large
from safetensors.torch import load_file
from torch import nn

SHIPPED = large.SHIPPED.parent / "small_encoder"
WIDTH, HEADS, HIDDEN, ARCS = 128, 4, 192, 64
DILATIONS = (1, 2, 4, 1)
EPOCHS, RATE, BATCH_TOKENS = 10, 2e-3, 4000
DROP = 0.15
THRESHOLD = 0.18
"""Of the calibrated chance: about the best for exact F1 on the reports held back."""
CONDITIONS_WEIGHT, TAGS_WEIGHT = 0.3, 0.5


def with_trees(numbers: large.Numbers) -> tuple[list[str], list[str]]:
    """Cuts the examples to the sentence alone and puts each word's token, head, tag and label into them; names the tags and labels."""
    examples = numbers.examples
    tags = sorted({tag for one in examples for tag in one["tree"]["tags"]})
    labels = sorted({label for one in examples for label in one["tree"]["deps"]})
    tag_of, label_of = {t: n for n, t in enumerate(tags)}, {t: n for n, t in enumerate(labels)}
    for one in examples:
        offsets, tree = one["offsets"], one["tree"]
        tokens = tokens_of(offsets, tree["starts"], tree["ends"])
        one["arcs"] = [
            (token, tokens[head] if head != word else 0, tag_of[tag], label_of[label])
            for word, (token, head, tag, label) in enumerate(
                zip(tokens, tree["heads"], tree["tags"], tree["deps"], strict=True)
            )
            if token and (tokens[head] or head == word)
        ]
        base = one["segments"].count(0)
        one["size"] = base
        for name in ("ids", "of_token", "segments"):
            one[name] = one[name][:base]
        for actor in one["actors"]:
            actor["tokens"] = [[token for token in tokens if token < base] or [0] for tokens in actor["tokens"]]
    return tags, labels


def tokens_of(offsets, starts: list[int], ends: list[int]) -> list[int]:
    """The first token of each word that the word before has not, counted from 1; 0 where there is none.

    As src/pledgebook/extract/small_parse.py has it.
    """
    found, at = [], 0
    for start, end in zip(starts, ends, strict=True):
        while at < len(offsets) and offsets[at][1] <= start:
            at += 1
        if found and found[-1] == at + 1 and at + 1 < len(offsets) and offsets[at + 1][0] < end:
            at += 1
        found.append(at + 1 if at < len(offsets) and offsets[at][0] < end else 0)
    return found


class Reader(nn.Module):
    """Words to states."""

    def __init__(self) -> None:
        super().__init__()
        vectors = load_file(large.pretrained() / "model.safetensors")["embeddings.word_embeddings.weight"].float()
        vectors = vectors - vectors.mean(0)
        _, _, main = torch.pca_lowrank(vectors, WIDTH, niter=4)
        vectors = vectors @ main
        self.words, self.kinds = nn.Embedding(*vectors.shape), nn.Embedding(large.KINDS_MOST + 1, WIDTH)
        self.words.weight.data = vectors / vectors.std() * 0.5
        nn.init.normal_(self.kinds.weight, std=0.1)
        self.norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(DROP)
        self.conv = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=d, dilation=d) for d in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.after = nn.LayerNorm(WIDTH)

    def forward(self, ids, kinds, here):
        hidden = (1 - here[:, None, None, :]) * -10000.0
        here = here[:, :, None]
        x = self.drop(self.norm(self.words(ids) + self.kinds(kinds))) * here
        x = self._wider(1, self._wider(0, x, here), here)
        sentences, tokens, _ = x.shape
        q, k, v = (
            part(x).view(sentences, tokens, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        looks = torch.softmax(torch.matmul(q, k.transpose(2, 3)) * (1 / math.sqrt(WIDTH // HEADS)) + hidden, -1)
        seen = self.o(torch.matmul(looks, v).transpose(1, 2).reshape(sentences, tokens, WIDTH))
        x = self.after(x + self.drop(seen)) * here
        return self._wider(3, self._wider(2, x, here), here)

    def _wider(self, number: int, x, here):
        seen = F.gelu(self.conv[number](x.transpose(1, 2)).transpose(1, 2), approximate="tanh")
        return self.norms[number](x + self.drop(seen)) * here


class Net(nn.Module):
    """The reader and the layers that answer."""

    def __init__(self, tags: int, labels: int) -> None:
        super().__init__()
        self.reader = Reader()
        self.kind, self.att = nn.Embedding(large.KINDS_MOST, 16), nn.Linear(WIDTH, 1)
        self.look_from, self.look_at, self.look_for = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.h = nn.Sequential(nn.Linear(3 * WIDTH + 16, HIDDEN), nn.GELU(approximate="tanh"), nn.Dropout(0.1))
        actions, stances = len(large.ACTIONS), len(large.STANCES)
        self.act, self.st = nn.Linear(HIDDEN, actions), nn.Linear(HIDDEN, stances)
        self.sa, self.sab = nn.Linear(HIDDEN, actions * stances), nn.Parameter(torch.zeros(actions, stances))
        nn.init.zeros_(self.sa.weight)
        nn.init.zeros_(self.sa.bias)
        self.condition = nn.Sequential(
            nn.Linear(WIDTH, 64), nn.GELU(approximate="tanh"), nn.Linear(64, 1 + len(large.CONDITIONS))
        )
        self.below, self.above, self.arc = (
            nn.Linear(WIDTH, ARCS),
            nn.Linear(WIDTH, ARCS),
            nn.Linear(ARCS, ARCS, bias=False),
        )
        self.heads = nn.Linear(WIDTH, 1)
        self.label_below, self.label_above = nn.Linear(WIDTH, ARCS), nn.Linear(WIDTH, ARCS)
        self.label, self.tag = nn.Linear(ARCS, labels), nn.Linear(WIDTH, tags)

    def forward(self, batch):
        here = batch["here"].float()
        x = self.reader(batch["ids"], batch["kinds"], here)
        means = torch.bmm(batch["weights"][:, None], x[batch["row"]])[:, 0]
        looks = self.att(means)[:, 0].clamp(-10, 10).exp()
        both = torch.cat([means, self.kind(batch["mention_kind"])], 1) * looks[:, None]
        of, many = batch["actor"], batch["actors"]
        total = torch.zeros(many, both.shape[1]).index_add(0, of, both)
        total = total / torch.zeros(many).index_add(0, of, looks)[:, None]
        sentence = torch.zeros(many, dtype=torch.long).index_put((of,), batch["row"])
        away = (1 - here)[:, :, None] * -10000.0
        most = (x + away).max(1).values[sentence]
        odds = torch.einsum("ad,ald->al", self.look_from(total[:, :WIDTH]), self.look_at(x)[sentence])
        shares = torch.softmax(odds / math.sqrt(WIDTH) + away[sentence][:, :, 0], -1)
        around = torch.einsum("al,ald->ad", shares, self.look_for(x)[sentence])
        h = self.h(torch.cat([total, around, most], 1))
        stances = self.st(h)[:, None, :] + self.sa(h).view(-1, len(large.ACTIONS), len(large.STANCES)) + self.sab
        return self.act(h), stances, x

    def arcs(self, x):
        """For each token how well each other would be its head; the first stands for none."""
        below, above = F.gelu(self.below(x), approximate="tanh"), F.gelu(self.above(x), approximate="tanh")
        return torch.matmul(self.arc(below), above.transpose(1, 2)) + self.heads(x).transpose(1, 2)

    def labels(self, below, above):
        """The label of an arc, from what `label_below` and `label_above` give for its ends."""
        return self.label(F.gelu(below + above, approximate="tanh"))


def arcs_of(examples: list[dict]):
    """Row, token, head, tag and label of each word of a batch."""
    rows = [(row, *arc) for row, one in enumerate(examples) for arc in one["arcs"]]
    return torch.tensor(rows, dtype=torch.long).reshape(-1, 5).T


def taught(examples: list[dict], path: Path, numbers: large.Numbers) -> None:
    """Puts the encoder's answers into the examples; they are read whole, with the sentence before."""
    weights, kinds = pickle.loads(path.read_bytes())
    if list(kinds.items()) != list(numbers.kinds.items()):
        sys.exit(f"train-small-encoder: {path} numbers the kinds of mentions otherwise; train it anew")
    layers = tuple(range(1 + max(int(name.split(".")[2]) for name in weights if name.startswith("bert.layers."))))
    teacher = large.Net(layers)
    teacher.load_state_dict(weights)
    teacher.eval()
    with torch.no_grad():
        for part in large.batches(examples, 6000):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                acts, stances, _, _ = teacher(large.batch_of(part))
            at = 0
            for one in part:
                until = at + len(one["actors"])
                one["taught"] = acts[at:until].float().clone(), stances[at:until].float().clone()
                at = until


def loss_of(net: Net, examples: list[dict]):
    """How wrong the net is: actions and stances, by the coder and by the encoder; conditions; trees."""
    batch = large.batch_of(examples)
    acts, stances, x = net(batch)
    many = batch["actors"]
    wrong = (F.binary_cross_entropy_with_logits(acts, batch["acts"], reduction="none") * batch["known"]).sum()
    wrong = wrong - (F.log_softmax(stances, -1) * batch["holds"]).sum()
    if "taught" in examples[0]:
        of_acts = torch.sigmoid(torch.cat([one["taught"][0] for one in examples]))
        of_stances = F.log_softmax(torch.cat([one["taught"][1] for one in examples]), -1)
        wrong = wrong + F.binary_cross_entropy_with_logits(acts, of_acts, reduction="sum")
        apart = F.kl_div(F.log_softmax(stances, -1), of_stances, reduction="none", log_target=True)
        wrong = wrong + (apart.sum(-1) * of_acts).sum()
    loss = wrong / many
    if (batch["words_of"] >= 0).any():
        words = net.condition(x).reshape(-1, 1 + len(large.CONDITIONS))
        missed = F.cross_entropy(words, batch["words_of"].reshape(-1), ignore_index=-100, reduction="sum")
        loss = loss + CONDITIONS_WEIGHT * missed / many
    row, token, head, tag, label = arcs_of(examples)
    if len(row):
        hidden = (1 - batch["here"].float())[:, None, :] * -10000.0
        loss = loss + F.cross_entropy((net.arcs(x) + hidden)[row, token], head)
        of_arc = net.labels(net.label_below(x)[row, token], net.label_above(x)[row, head])
        loss = loss + F.cross_entropy(of_arc, label) + TAGS_WEIGHT * F.cross_entropy(net.tag(x)[row, token], tag)
    return loss


def fit(net: Net, examples: list[dict], epochs: int) -> None:
    """Train on the examples."""
    torch.manual_seed(large.SEED)
    draw = random.Random(large.SEED)
    net.train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    steps = epochs * len(large.batches(examples, BATCH_TOKENS))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 200) * max(0.0, 1 - step / steps)
    )
    begun, step = time.monotonic(), 0
    for epoch in range(epochs):
        total = 0.0
        for number, part in enumerate(large.batches(examples, BATCH_TOKENS, draw), start=1):
            loss = loss_of(net, part)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            total += float(loss.detach())
            step += 1
            if step % 100 == 0:
                spent = time.monotonic() - begun
                left = spent / step * max(0, steps - step)
                told = f"epoch {epoch + 1}, {step}/{steps}: loss {total / number:.3f}"
                print(f"{told}, {spent:.0f} s, {left:.0f} s left", flush=True)
    net.eval()


def answered(net: Net, examples: list[dict]) -> None:
    """Puts into each actor the chance of each action and stance, and prints how well the trees agree."""
    right = labelled = tagged = words = 0
    with torch.no_grad():
        for part in large.batches(examples, 6000):
            batch = large.batch_of(part)
            acts, stances, x = net(batch)
            table = (torch.sigmoid(acts)[:, :, None] * torch.softmax(stances, -1)).numpy()
            at = 0
            for one in part:
                for actor in one["actors"]:
                    actor["chance"] = table[at]
                    at += 1
            row, token, head, tag, label = arcs_of(part)
            hidden = (1 - batch["here"].float())[:, None, :] * -10000.0
            found = (net.arcs(x) + hidden)[row, token].argmax(-1)
            of_arc = net.labels(net.label_below(x)[row, token], net.label_above(x)[row, found]).argmax(-1)
            right += int((found == head).sum())
            labelled += int(((found == head) & (of_arc == label)).sum())
            tagged += int((net.tag(x)[row, token].argmax(-1) == tag).sum())
            words += len(head)
    print(f"as the parser: heads {right / words:.3f}, with labels {labelled / words:.3f}, tags {tagged / words:.3f}")


def whole_numbers(weights: np.ndarray) -> dict[str, np.ndarray]:
    """A table of vectors as whole numbers of eight bits, the size of a step and the number that stands for zero."""
    low, high = min(0.0, float(weights.min())), max(0.0, float(weights.max()))
    scale = np.float32((high - low) / 255)
    zero = np.uint8(round(-low / float(scale)))
    rounded = np.clip(np.rint(weights / scale) + int(zero), 0, 255).astype(np.uint8)
    return {"": rounded, ".scale": scale, ".zero": zero}


def ship(net: Net, numbers: large.Numbers, names: tuple[list[str], list[str]], calibration, folder: Path) -> None:
    """Write the folder that the product reads."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: weight.numpy() for name, weight in net.state_dict().items()}
    for name in ("reader.words.weight", "reader.kinds.weight"):
        weights |= {name + part: array for part, array in whole_numbers(weights[name]).items()}
    trees = ("reader.", "below.", "above.", "arc.", "heads.", "label_", "tag.")
    np.savez_compressed(folder / "net.npz", **{name: w for name, w in weights.items() if name.startswith(trees)})
    wanted = ("kind.", "att.", "look_", "h.", "act.", "st.", "sa.", "sab", "condition.", "label.")
    heads = {name: w.astype(np.float16) for name, w in weights.items() if name.startswith(wanted)}
    np.savez_compressed(folder / "heads.npz", **heads)
    content = (folder / "net.npz").read_bytes() + (folder / "heads.npz").read_bytes()
    about = {
        "version": hashlib.blake2b(content, digest_size=4).hexdigest(),
        "from": "word vectors of all-MiniLM-L6-v2, Apache-2.0; trees of en_core_web_sm, MIT",
        "threshold": THRESHOLD,
        "calibration": calibration,
        "actions": large.ACTIONS,
        "stances": large.STANCES,
        "conditions": large.CONDITIONS,
        "kinds": sorted(numbers.kinds, key=lambda kind: numbers.kinds[kind]),
        "tags": names[0],
        "labels": names[1],
    }
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(f"{folder.name}: {sum(p.stat().st_size for p in folder.iterdir()) / 1e6:.1f} MB, version {about['version']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("examples", type=Path)
    parser.add_argument("--hold-out", metavar="K/N", help="leave out K of N parts of the gold reports, print figures")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--teacher", type=Path, help="weights of the encoder, as train_encoder.py --keep wrote them")
    parser.add_argument("--keep", type=Path, help="also keep the weights as they were trained")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    numbers = large.Numbers(args.examples)
    held = large.held_back(numbers.examples, args.hold_out)
    learn = [one for one in numbers.examples if one["report"] not in held]
    check = [one for one in numbers.examples if one["report"] in held]
    if args.teacher:
        taught(learn, args.teacher, numbers)
    names = with_trees(numbers)
    print(f"{len(learn)} sentences to learn from, {len(check)} of {len(held)} reports held back")
    torch.manual_seed(large.SEED)
    net = Net(*map(len, names))
    fit(net, learn, args.epochs)
    if args.keep:
        args.keep.write_bytes(pickle.dumps((net.state_dict(), numbers.kinds)))
    answered(net, check)
    calibration = large.calibration_of(check)
    print(f"calibration {calibration}")
    large.figures(check, *calibration)
    if not args.hold_out:
        ship(net, numbers, names, calibration, args.to)


if __name__ == "__main__":
    main()
