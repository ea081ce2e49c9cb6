"""Reads a count of years in stage 5: where it stands and which level it means."""

# ruff: noqa: E501  (patterns read best on one line)
from __future__ import annotations

import re

NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "several": 4, "many": 6, "a few": 2, "couple": 2, "a decade": 10, "decades": 10}
NUM = r"(?:\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|half a dozen|several|many|multiple|a few|a couple of|couple of|an?)"
AMOUNT = re.compile(
    rf"(?<!\d[.,])(?:(?<![\w$€£])|(?<=[a-z]{{3}})(?=\d))(?:(?:a |an |the )?(?:bare )?(?:minimum|min\.?|maximum|max\.?|at least|at-least|at most|up to|over|more than|no less than|not less than|greater than|between|roughly|around|about|approximately|typically|ideally|preferably|no more than|with)(?: of)?:? (?:an? |of )?)?"
    rf"{NUM}\s?(?:\([\w+ -]{{1,8}}\)\s?)?\s?[`´]?\+?\)?\s?(?:(?:months?\s|years?\s)?(?:-|–|—|to|or|and|/|~)\s?{NUM}\s?(?:\([\w+ -]{{1,8}}\)\s?)?\+?\s?)?\+?\s?(?:plus |or more |or over |and up |full |whole |solid |calendar )?(?:-|–)?\s?"
    rf"(?:years?(?:\(s\))?|yrs?\.?|months?|yoe|decades?)(?:(?:['’´`*]|‚Äô|â€™)s?)?(?:\s?\+|\s(?:or more|plus|and above|or above|minimum|min\.?|or so))?(?![\w])",
    re.I,
)


def level(amount: str) -> int:
    """1 (two years or fewer), 2 (three or four), 3 (five to seven) or 4 (eight and more), read off the smallest number; 2 when there is none."""
    low = amount.lower()
    digits = [float(n) for n in re.findall(r"\d+(?:\.\d)?", low)]
    digits += [n for w, n in NUMBER_WORDS.items() if re.search(rf"\b{w}\b", low)]
    if not digits:
        return 2
    n = min(digits)
    if "month" in low or re.search(r"up to|at most|maximum|no more than", low):
        return 1
    return 1 if n <= 2 else 2 if n < 5 else 3 if n < 8 else 4
