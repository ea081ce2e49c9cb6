"""Puts accepted edits into the text; the last step of stage 5 and the one that the web page and the command line repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rubric.errors import OptionError
from rubric.records import Edit


def apply(text: str, edits: Sequence[Edit], chosen: Iterable[int] | Mapping[int, str | None] | None = None) -> str:
    """Return `text` with the chosen edits in it; everything outside them is untouched.

    chosen: indexes into `edits`, or a mapping from index to the writer's own wording (None or '' keeps the proposed one);
    left out, every safe and suggest edit is taken. An own wording for an offered line may leave out the bullet sign.
    Raises OptionError for an index that is not there or for edits that overlap.
    """
    if chosen is None:
        wanted: dict[int, str | None] = {i: None for i, e in enumerate(edits) if e.trust != "ask"}
    elif isinstance(chosen, Mapping):
        wanted = dict(chosen)
    else:
        wanted = dict.fromkeys(chosen)
    for i in wanted:
        if not isinstance(i, int) or isinstance(i, bool) or not 0 <= i < len(edits):
            raise OptionError(
                f"there is no edit number {i!r}.", remedy=f"Choose from 0 to {len(edits) - 1}." if edits else "This post has no edits."
            )
    out, at = [], 0
    for i in sorted(wanted, key=lambda i: (edits[i].start, edits[i].end, i)):
        e = edits[i]
        if e.start < at or e.end > len(text) or e.start > e.end:
            raise OptionError(
                f"edit {i} overlaps another one or lies outside the text.", remedy="Apply edits to the text they were made for."
            )
        out += [text[at : e.start], own_wording(e, wanted[i])]
        at = e.end
    out.append(text[at:])
    return "".join(out)


def own_wording(edit: Edit, custom: str | None) -> str:
    """What an edit puts in: the writer's own words when given (an offered line keeps its line break and bullet sign), else the proposal."""
    if not custom:
        return edit.replacement
    if not edit.offer:
        return custom
    lead = re.match(r"[\W_]*", edit.replacement).group()
    return custom if not lead or custom.startswith(lead) else lead + custom.strip().removeprefix(lead.strip()).lstrip()
