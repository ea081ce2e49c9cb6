"""Train the tagger: `python -m rubric.learn.tagger` writes rubric/detect/model/tagger.npz and out_of_fold.npz beside this file.

It learns from our own sentences only (never from labeled posts of others), from the pretrained vectors in pieces.npz, and needs torch
(`pip install -e '.[learn]'`). out_of_fold.npz holds, for each of our sentences, the scores of a tagger that saw no line of its mini-post;
rubric.learn.train needs them to learn how far the tagger can be trusted. Same input, same machine, same number of threads: same weights.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.model_selection import GroupKFold
from torch import nn

from rubric.detect.pieces import SHAPES, Vocabulary
from rubric.detect.tagger import FAR, SECTIONS
from rubric.learn.sentences import Sentence, digest, own_sentences
from rubric.learn.train import HOME, like_posts
from rubric.records import CODES

HERE = Path(__file__).resolve().parent
FOLDS = 3
LENGTH = 72  # pieces read of a sentence while learning
WIDTH = 192
BATCH = 64
EPOCHS = 12
SPOT = 0.7 / 8  # weight of "where does it stand" against "does it stand there"


class Examples:
    """Sentences as tensors: pieces, shapes, section, and labels by sentence (n x 16) and by piece (n x LENGTH x 16)."""

    def __init__(self, sentences: Sequence[Sentence], words: Vocabulary):
        n = len(sentences)
        self.pieces = torch.zeros(n, LENGTH, dtype=torch.long)  # 0 is no piece, the vocabulary begins at 1
        self.shapes = torch.zeros(n, LENGTH, dtype=torch.long)
        self.sections = torch.tensor([SECTIONS.index(s.section) if s.section in SECTIONS else len(SECTIONS) - 1 for s in sentences])
        self.spots = torch.zeros(n, LENGTH, len(CODES))
        self.labels = torch.zeros(n, len(CODES))
        self.weights = torch.tensor([2.0 if like_posts(s.group) else 1.0 for s in sentences])
        for i, s in enumerate(sentences):
            cut = words.cut(s.text, LENGTH)
            for j, (number, shape, _, _) in enumerate(cut):
                self.pieces[i, j], self.shapes[i, j] = number + 1, shape
            for x in s.labels:
                k = CODES.index(x.code)
                self.labels[i, k] = 1
                for j, (_, _, a, b) in enumerate(cut):
                    if a < x.end and b > x.start:
                        self.spots[i, j, k] = 1
        self.lengths = (self.pieces != 0).sum(1)


class Network(nn.Module):
    """The network of rubric.detect.tagger, for learning."""

    def __init__(self, vectors: torch.Tensor):
        super().__init__()
        size, codes = vectors.shape[1], len(CODES)
        self.embed = nn.Embedding.from_pretrained(torch.cat([torch.zeros(1, size), vectors]), freeze=False, padding_idx=0)
        self.shape, self.section = nn.Embedding(SHAPES, 4), nn.Embedding(len(SECTIONS), 8)
        self.near = nn.Conv1d(size + 12, WIDTH, 3, padding=1)
        self.wide = nn.Conv1d(WIDTH, WIDTH, 3, padding=2, dilation=2)
        self.at, self.hidden, self.out = nn.Linear(WIDTH, codes), nn.Linear(2 * WIDTH + 8, 128), nn.Linear(128, codes)
        self.mix = nn.Parameter(torch.full((codes,), 0.5))
        self.drop, self.drop_less = nn.Dropout(0.3), nn.Dropout(0.2)

    def forward(self, pieces, shapes, sections):
        """Scores by sentence (n x 16) and by piece (n x length x 16), as log-odds."""
        empty = (pieces == 0).unsqueeze(1)
        section = self.section(sections)
        x = [self.drop_less(self.embed(pieces)), self.shape(shapes), section.unsqueeze(1).expand(-1, pieces.shape[1], -1)]
        h = torch.relu(self.near(torch.cat(x, 2).transpose(1, 2).masked_fill(empty, 0))).masked_fill(empty, 0)
        d = self.drop(h)
        g = d + torch.relu(self.wide(d)).masked_fill(empty, 0)
        at = self.at(self.drop(g).transpose(1, 2))
        strongest = at.masked_fill(empty.transpose(1, 2), FAR).max(1).values
        pooled = torch.cat([h.max(2).values, g.max(2).values, section], 1)
        return self.mix * strongest + self.out(self.drop(torch.relu(self.hidden(self.drop(pooled))))), at


def learn(data: Examples, rows: np.ndarray, vectors: torch.Tensor, seed: int = 0) -> Network:
    """Fit on some rows; prints a line for every fourth pass."""
    torch.manual_seed(seed)
    net = Network(vectors)
    others = [p for n, p in net.named_parameters() if not n.startswith("embed")]
    best = torch.optim.AdamW([{"params": net.embed.parameters(), "lr": 4e-4}, {"params": others, "lr": 1.2e-3}], weight_decay=0.01)
    rows, started, last = torch.as_tensor(rows), time.monotonic(), len(SECTIONS) - 1
    steps = EPOCHS * len(rows) // BATCH + 1
    pace = torch.optim.lr_scheduler.LambdaLR(best, lambda s: max(0.02, 1 - s / steps))
    loss_of = nn.functional.binary_cross_entropy_with_logits
    for epoch in range(EPOCHS):
        net.train()
        order, total = rows[torch.randperm(len(rows))], 0.0
        for i in range(0, len(order), BATCH * 16):  # sentences of like length together
            near = order[i:i + BATCH * 16]
            near = near[data.lengths[near].argsort()]
            for j in torch.randperm((len(near) + BATCH - 1) // BATCH).tolist():
                b = near[j * BATCH:(j + 1) * BATCH]
                n = max(1, int(data.lengths[b].max()))
                pieces, shapes, sections = data.pieces[b, :n], data.shapes[b, :n], data.sections[b].clone()
                sections[torch.rand(len(b)) < 0.25] = last  # posts are pasted without headings, too
                wrong = torch.rand(len(b)) < 0.12  # and demands stand under any heading
                sections[wrong] = torch.randint(last + 1, (int(wrong.sum()),))
                if torch.rand(1) < 0.3:
                    shapes = torch.zeros_like(shapes)
                scores, at = net(pieces, shapes, sections)
                there = (pieces != 0).unsqueeze(2)
                loss = (loss_of(scores, data.labels[b], reduction="none").sum(1) * data.weights[b]).mean()
                loss = loss + SPOT * ((loss_of(at, data.spots[b, :n], reduction="none") * there).sum((1, 2)) * data.weights[b]).mean()
                best.zero_grad()
                loss.backward()
                best.step()
                pace.step()
                total += loss.item()
        if epoch % 4 == 3 or epoch == EPOCHS - 1:
            print(f"pass {epoch + 1}: loss {total * BATCH / len(rows):.3f}, {time.monotonic() - started:.0f} s", flush=True)
    return net.eval()


def predict(net: Network, data: Examples, rows: np.ndarray) -> np.ndarray:
    """Scores of some rows (n x 16)."""
    out = np.zeros((len(rows), len(CODES)), np.float32)
    with torch.no_grad():
        for i in range(0, len(rows), 256):
            b = torch.as_tensor(rows[i:i + 256])
            n = max(1, int(data.lengths[b].max()))
            out[i:i + 256] = net(data.pieces[b, :n], data.shapes[b, :n], data.sections[b])[0].numpy()
    return out


def arrays(net: Network) -> dict[str, np.ndarray]:
    """The weights as rubric.detect.tagger reads them; vectors of pieces as bytes with one scale per dimension."""
    p = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    vectors = p["embed.weight"][1:]
    scale = np.abs(vectors).max(axis=0) / 127
    half = {k: p[f"{n}.weight"] for k, n in (("shapes", "shape"), ("sections", "section"))}
    half |= {k: np.concatenate([p[f"{k}.weight"][:, :, i].T for i in range(3)], axis=1) for k in ("near", "wide")}
    half |= {k: p[f"{k}.weight"].T for k in ("at", "hidden", "out")} | {f"{k}_bias": p[f"{k}.bias"] for k in ("near", "wide", "at", "hidden", "out")}
    return {"pieces": np.round(vectors / scale).astype(np.int8), "scale": scale.astype(np.float32), "mix": p["mix"]} | {k: v.astype(np.float16) for k, v in half.items()}


def pretrained() -> tuple[Vocabulary, torch.Tensor]:
    """Pieces and their vectors before learning (pieces.npz, made by rubric.learn.pieces)."""
    with np.load(HERE / "pieces.npz", allow_pickle=False) as data:
        names = data["names"].tobytes().decode("utf-8").split("\n")
        return Vocabulary(names), torch.from_numpy(data["vectors"].astype(np.float32) * data["scale"])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--threads", type=int, default=2)
    torch.set_num_threads(ap.parse_args().threads)
    sentences = list(own_sentences())
    words, vectors = pretrained()
    data = Examples(sentences, words)
    net = learn(data, np.arange(len(sentences)), vectors)
    np.savez_compressed(HOME / "tagger.npz", names=np.frombuffer("\n".join(words.names).encode(), dtype=np.uint8), **arrays(net))
    scores = np.zeros((len(sentences), len(CODES)), np.float32)
    for fit, held in GroupKFold(FOLDS).split(sentences, groups=[s.group for s in sentences]):
        scores[held] = predict(learn(data, fit, vectors), data, held)
    np.savez_compressed(HERE / "out_of_fold.npz", scores=scores.astype(np.float16), digest=np.array(digest(sentences)))


if __name__ == "__main__":
    main()
