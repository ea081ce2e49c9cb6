"""One Python measure, in process: run_python.py NAME POSTS.jsonl -> {"load", "seconds", "findings", "rss"}; NAME: see main."""

import json
import resource
import sys
import time


def rubric_():
    from rubric import analyze

    def check(text):
        report = analyze(text)
        json.dumps(report.to_dict(rewrite=False))
        return len(report.findings)

    return check


def proselint():
    from proselint.checks import __register__
    from proselint.config import DEFAULT
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)

    def check(text):
        found = LintFile("post", text).lint(DEFAULT)
        json.dumps([str(r.into_dict()) for r in found])
        return len(found)

    return check


def genderdecoder3():
    from genderdecoder3 import assess

    def check(text):
        found = assess(text)
        json.dumps(found)
        return sum(len(v) for v in found.values() if isinstance(v, list))

    return check


def hashing():
    from sklearn.feature_extraction.text import HashingVectorizer

    vectorizer = HashingVectorizer()
    return lambda text: vectorizer.transform([text]).nnz


def words():
    import re

    find = re.compile(r"\w+").findall
    return lambda text: len(find(text))


def main() -> None:
    """Measure one and print the figures."""
    name, posts = sys.argv[1:]
    with open(posts, encoding="utf-8") as f:
        texts = [json.loads(line)["text"] for line in f]
    start = time.perf_counter()
    check = {"rubric": rubric_, "proselint": proselint, "genderdecoder3": genderdecoder3, "hashing": hashing, "words": words}[name]()
    check("You sell ovens.")
    load = time.perf_counter() - start
    start = time.process_time()  # processor seconds: other work on the machine does not count
    found = sum(check(t) for t in texts)
    seconds = time.process_time() - start
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"load": load, "seconds": seconds, "findings": found, "rss": rss}))


if __name__ == "__main__":
    main()
