"""Train the tagger: `python -m rubric.learn.tagger` writes rubric/detect/model/tagger.npz and held_out.npz beside this file.

It learns from our own sentences only (never from labeled posts of others) and needs torch (`pip install -e '.[learn]'`). By default it goes on
from the shipped weights, which is enough after a change of the sentences; `--start FOLDER` begins again with the model
all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0; after Wang et al. 2020, arXiv:2002.10957) in FOLDER. Mini-posts that sentences.held_out()
names are never learned from: held_out.npz holds the scores of their sentences, from which rubric.learn.train learns how far the tagger can be trusted.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from rubric.detect.pieces import SHAPES, UNKNOWN, Vocabulary
from rubric.detect.tagger import HEADS, SECTIONS, packed, unpacked
from rubric.learn.sentences import Sentence, digest, held_out, like_posts, own_sentences
from rubric.records import CODES

HERE = Path(__file__).resolve().parent
FILE = HERE.parent / "detect" / "model" / "tagger.npz"
LAYERS = 6  # all that the model comes with
EXITS = (0, 1, 3, 5)  # layers after which scores are read (rubric.detect.tagger lets silent lines go there)
PLACES = 130  # positions that are kept
LENGTH = 76  # pieces read of a sentence while learning
BATCH = 48
PASSES = 3
PACE, HEAD_PACE = 1.2e-4, 1e-3  # learning rates of what came with the model and of what is new
SPOT = 0.7 / 8  # weight of "where does it stand" against "does it stand there"
KEPT = re.compile(r"(?:##)?[a-z0-9]+|[^\w\s]|_|\[CLS\]|\[SEP\]")
LAYER = {  # our names of a layer's parts: where they are in the model as published
    "got": "attention.output.dense", "mid": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "last": "output.LayerNorm",
}


class Examples:
    """Sentences as lists of pieces, shapes, section numbers, labels (n x 16) and, where there are any, labels by piece (pieces x 16)."""

    def __init__(self, sentences: Sequence[Sentence], words: Vocabulary):
        self.cut = [words.cut(s.text, LENGTH) for s in sentences]
        self.sections = np.array([SECTIONS.index(s.section) if s.section in SECTIONS else len(SECTIONS) - 1 for s in sentences])
        self.weights = np.array([2.0 if like_posts(s.group) else 1.0 for s in sentences], np.float32)
        self.labels = np.zeros((len(sentences), len(CODES)), np.float32)
        self.spots: list[np.ndarray | None] = []
        for i, s in enumerate(sentences):
            spots = np.zeros((len(self.cut[i]), len(CODES)), np.float32) if s.labels else None
            for x in s.labels:
                k = CODES.index(x.code)
                self.labels[i, k] = 1
                spots[[j for j, (_, _, a, b) in enumerate(self.cut[i]) if a < x.end and b > x.start], k] = 1
            self.spots.append(spots)
        self.ends = (words.index["[CLS]"], words.index["[SEP]"])

    def batch(self, rows: Sequence[int]):
        """Tensors of some sentences: pieces, shapes (rows x length), which positions are their own, which are no padding, labels by piece."""
        most = max(len(self.cut[i]) for i in rows) + 2
        pieces = np.full((len(rows), most), self.ends[1])
        shapes, own, there = np.zeros((len(rows), most), int), np.zeros((len(rows), most, 1), np.float32), np.zeros((len(rows), most), bool)
        spots = np.zeros((len(rows), most, len(CODES)), np.float32)
        for n, i in enumerate(rows):
            size = len(self.cut[i])
            pieces[n, 0], there[n, :size + 2], own[n, 1:1 + size] = self.ends[0], True, 1
            if size:
                pieces[n, 1:1 + size], shapes[n, 1:1 + size] = zip(*((p[0], p[1]) for p in self.cut[i]), strict=True)
            if self.spots[i] is not None:
                spots[n, 1:1 + size] = self.spots[i]
        return tuple(map(torch.from_numpy, (pieces, shapes, own, there, spots)))


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, size: int, wide: int, codes: int = 0):
        super().__init__()
        self.ask, self.got, self.mid = nn.Linear(size, 3 * size), nn.Linear(size, size), nn.LayerNorm(size, 1e-12)
        self.up, self.down, self.last = nn.Linear(size, wide), nn.Linear(wide, size), nn.LayerNorm(size, 1e-12)
        if codes:  # an exit
            self.at, self.head, self.mix = nn.Linear(size, codes), nn.Linear(2 * size, codes), nn.Parameter(torch.full((codes,), 0.5))

    def forward(self, x, there, drop):
        runs, most, size = x.shape
        asks, keys, values = self.ask(x).view(runs, most, 3, HEADS, size // HEADS).permute(2, 0, 3, 1, 4)
        got = nn.functional.scaled_dot_product_attention(asks, keys, values, attn_mask=there[:, None, None])
        x = self.mid(x + drop(self.got(got.transpose(1, 2).reshape(runs, most, size))))
        return self.last(x + drop(self.down(nn.functional.gelu(self.up(x), approximate="tanh"))))

    def scores(self, x, own):
        """Scores by sentence (n x 16) and by position (n x length x 16), as log-odds."""
        at, far = self.at(x), (own - 1) * 1e4
        pooled = torch.cat([(x * own).sum(1) / own.sum(1).clamp(min=1), (x + far).max(1).values], 1)
        return self.head(pooled) + self.mix * (at + far).max(1).values, at


class Network(nn.Module):
    """The network of rubric.detect.tagger, for learning; made from its weights."""

    def __init__(self, weights: dict[str, np.ndarray]):
        super().__init__()
        size, codes = weights["words"].shape[1], len(CODES)
        self.words, self.places = nn.Embedding(*weights["words"].shape), nn.Embedding(*weights["places"].shape)
        self.shapes, self.sections, self.first = nn.Embedding(SHAPES, size), nn.Embedding(len(SECTIONS), size), nn.LayerNorm(size, 1e-12)
        depth = sum(k.endswith(".ask") for k in weights)
        self.layers = nn.ModuleList(Layer(size, weights["0.up"].shape[1], codes if n in EXITS else 0) for n in range(depth))
        self.drop = nn.Dropout(0.1)
        with torch.no_grad():
            for name, value in self.named_parameters():
                k, turned = _ours(name)
                if k in weights:
                    value.copy_(torch.from_numpy(weights[k].T.copy() if turned else weights[k]))

    def forward(self, pieces, shapes, sections, own, there):
        """What each exit says, the last one last."""
        x = self.words(pieces) + self.places.weight[:pieces.shape[1]] + self.shapes(shapes) + self.sections(sections)[:, None]
        x, said = self.drop(self.first(x)), []
        for n, layer in enumerate(self.layers):
            x = layer(x, there, self.drop)
            if n in EXITS:
                said.append(layer.scores(self.drop(x if layer is self.layers[-1] else x.detach()), own))  # early exits must not bend the layers
        return said

    def arrays(self) -> dict[str, np.ndarray]:
        """Weights by the names of rubric.detect.tagger."""
        out = {}
        for name, value in self.named_parameters():
            k, turned = _ours(name)
            out[k] = value.detach().float().numpy().T if turned else value.detach().float().numpy()
        return out


def _ours(name: str) -> tuple[str, bool]:
    """Our name of a parameter, and whether torch keeps it turned over: 'layers.0.up.weight' -> ('0.up', True)."""
    k = name.removeprefix("layers.")
    turned = name.endswith(".weight") and k.split(".")[-2] in ("ask", "got", "up", "down", "at", "head")
    return k.removesuffix(".weight").replace(".bias", "_bias"), turned


def published(folder: Path) -> tuple[list[str], dict[str, np.ndarray]]:
    """Names of the pieces and weights of the model as published (tokenizer.json and *.safetensors in folder)."""
    from safetensors.numpy import load_file

    theirs = load_file(next(folder.rglob("*.safetensors")))
    theirs = {k[k.index("embeddings.") if "embeddings." in k else k.index("encoder."):]: v.astype(np.float32) for k, v in theirs.items() if "embeddings." in k or "encoder." in k}
    vocab = json.loads(next(folder.rglob("tokenizer.json")).read_text(encoding="utf-8"))["model"]["vocab"]
    keep = [n for n in sorted(vocab, key=vocab.get) if n == UNKNOWN or KEPT.fullmatch(n)]
    out = {
        "words": theirs["embeddings.word_embeddings.weight"][[vocab[n] for n in keep]],
        "places": theirs["embeddings.position_embeddings.weight"][:PLACES] + theirs["embeddings.token_type_embeddings.weight"][0],
        "first": theirs["embeddings.LayerNorm.weight"], "first_bias": theirs["embeddings.LayerNorm.bias"],
    }
    size = out["words"].shape[1]
    out |= {"shapes": np.zeros((SHAPES, size), np.float32), "sections": np.zeros((len(SECTIONS), size), np.float32)}
    for n in range(LAYERS):
        at = f"encoder.layer.{n}."
        for end, join in (("weight", 0), ("bias", 0)):
            asks = np.concatenate([theirs[f"{at}attention.self.{x}.{end}"] for x in ("query", "key", "value")], axis=join)
            out[f"{n}.ask" + ("_bias" if end == "bias" else "")] = asks.T if end == "weight" else asks
        for k, name in LAYER.items():
            w = theirs[f"{at}{name}.weight"]
            out[f"{n}.{k}"], out[f"{n}.{k}_bias"] = (w.T if w.ndim == 2 else w), theirs[f"{at}{name}.bias"]
    return keep, out


def shipped() -> tuple[list[str], dict[str, np.ndarray]]:
    """Names of the pieces and weights as they are in the repository."""
    with np.load(FILE, allow_pickle=False) as data:
        arrays = {k: data[k] for k in data.files}
    names = arrays.pop("names").tobytes().decode("utf-8").split("\n")
    return names, unpacked(arrays) | {"words": arrays["words"] * arrays["words.scale"]}


def learn(net: Network, data: Examples, rows: np.ndarray, passes: int, seed: int = 0) -> None:
    """Fit on some rows; prints a line now and then."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    new = re.compile(r"shapes|sections|\.(at|head|mix)\b")
    groups = [{"params": [p for n, p in net.named_parameters() if bool(new.search(n)) is own], "lr": pace} for own, pace in ((False, PACE), (True, HEAD_PACE))]
    best = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = passes * (len(rows) // BATCH + 1)
    pace = torch.optim.lr_scheduler.LambdaLR(best, lambda s: min(1, s / 200) * max(0.02, 1 - s / steps))
    loss_of, started, done, last = nn.functional.binary_cross_entropy_with_logits, time.monotonic(), 0, len(SECTIONS) - 1
    net.train()
    for number in range(passes):
        total, order = 0.0, rng.permutation(rows)
        batches = [b for i in range(0, len(order), BATCH * 32) for b in _by_length(order[i:i + BATCH * 32], data)]
        for b in (batches[i] for i in rng.permutation(len(batches))):
            pieces, shapes, own, there, spots = data.batch(b)
            sections, chance = data.sections[b].copy(), rng.random(len(b))
            sections[chance < 0.25] = last  # posts are pasted without headings, too
            wrong = (chance > 0.25) & (chance < 0.35)  # and demands stand under any heading
            sections[wrong] = rng.integers(last + 1, size=int(wrong.sum()))
            if rng.random() < 0.3:
                shapes = torch.zeros_like(shapes)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = net(pieces, shapes, torch.from_numpy(sections), own, there)
            weights, labels, loss = torch.from_numpy(data.weights[b]), torch.from_numpy(data.labels[b]), 0.0
            for scores, at in said:
                whole = loss_of(scores.float(), labels, reduction="none").sum(1)
                spot = (loss_of(at.float(), spots, reduction="none") * own).sum((1, 2))
                loss = loss + ((whole + SPOT * spot) * weights).mean()
            best.zero_grad()
            loss.backward()
            for g in groups:
                nn.utils.clip_grad_norm_(g["params"], 1.0)
            best.step()
            pace.step()
            total, done = total + loss.item(), done + 1
            if done % 250 == 0:
                print(f"{done} of {steps} steps, {time.monotonic() - started:.0f} s", flush=True)
        print(f"pass {number + 1}: loss {total / len(batches):.3f}", flush=True)
    net.eval()


def _by_length(rows: np.ndarray, data: Examples) -> list[np.ndarray]:
    near = np.array(sorted(rows, key=lambda i: len(data.cut[i])))
    return [near[i:i + BATCH] for i in range(0, len(near), BATCH)]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--start", type=Path, metavar="FOLDER", help="begin again with the published model in FOLDER")
    ap.add_argument("--passes", type=int, default=0, help=f"over all sentences (default {PASSES} from the start, 1 when going on)")
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    sentences = list(own_sentences())
    names, weights = published(args.start) if args.start else shipped()
    data = Examples(sentences, Vocabulary(names))
    net = Network(weights)
    learn(net, data, np.array([i for i, s in enumerate(sentences) if not held_out(s.group)]), args.passes or (PASSES if args.start else 1))
    np.savez(FILE, names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8), **packed(net.arrays()))
    save_held_out(sentences)


def save_held_out(sentences: Sequence[Sentence]) -> None:
    """Write the scores that the shipped tagger, as it runs, gives the sentences it has not learned from."""
    from rubric.detect import tagger

    tagger.load.cache_clear()
    said = [(s.text, s.section) for s in sentences if held_out(s.group)]
    scores = [t.scores for i in range(0, len(said), 200) for t in tagger.load().read(said[i:i + 200])]
    np.savez_compressed(HERE / "held_out.npz", scores=np.array(scores, np.float16), digest=np.array(digest(sentences)))


if __name__ == "__main__":
    main()
