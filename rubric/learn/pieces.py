"""Make pieces.npz: `python -m rubric.learn.pieces FOLDER`, FOLDER holding the model all-MiniLM-L6-v2 (vocab.txt or tokenizer.json, and weights).

The vectors of its word pieces (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0; after Wang et al. 2020, arXiv:2002.10957), centered and reduced to
their first principal components, tell the tagger which words mean nearly the same before it has seen them in a job post. Needed once; the result is kept.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np

from rubric.detect.pieces import UNKNOWN

SIZE = 96  # dimensions kept of 384
KEPT = re.compile(r"(?:##)?[a-z0-9]+|[^\w\s]|_")


def names_of(folder: Path) -> list[str]:
    """The vocabulary in the order of the vectors."""
    vocab = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(vocab, key=vocab.get)


def vectors_of(folder: Path) -> np.ndarray:
    """Vectors of the word pieces (pieces x 384) out of the saved weights."""
    from safetensors.numpy import load_file

    weights = load_file(next(folder.glob("*.safetensors")))
    return next(v for k, v in weights.items() if k.endswith("word_embeddings.weight")).astype(np.float64)


def main() -> None:
    folder = Path(sys.argv[1])
    names, vectors = names_of(folder), vectors_of(folder)
    vectors = vectors - vectors.mean(axis=0)
    reduced = vectors @ np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1][:, :SIZE]
    reduced *= 0.5 / reduced.std()
    keep = [i for i, n in enumerate(names) if n == UNKNOWN or KEPT.fullmatch(n)]
    scale = np.abs(reduced[keep]).max(axis=0) / 127
    np.savez_compressed(
        Path(__file__).with_name("pieces.npz"), names=np.frombuffer("\n".join(names[i] for i in keep).encode(), dtype=np.uint8),
        vectors=np.round(reduced[keep] / scale).astype(np.int8), scale=scale.astype(np.float32),
    )


if __name__ == "__main__":
    main()
