"""Scores records of web pages against the pages' gold, and fails below the floors.

    dangbo extract FOLDER/*.html | python3 tests/score_pages.py FOLDER

FOLDER holds pages, for each a .gold.txt (the title, an empty line, the main text), and index.jsonl with file and
published. The score is the F1 of words of title and text. A lead that stands outside the element of the main text is
neither's: the gold leaves it out, and records have it in a field of its own.
"""

import collections
import json
import pathlib
import re
import sys

MEAN_FLOOR = 0.99
LOWEST_FLOOR = 0.95


def words(text):
    return collections.Counter(re.findall(r"\w+", text.lower()))


def f1(found, gold):
    shared = sum((found & gold).values())
    return 2 * shared / (sum(found.values()) + sum(gold.values()))


def main():
    folder = pathlib.Path(sys.argv[1])
    documents = {}
    for line in sys.stdin:
        document = json.loads(line)["document"]
        documents[pathlib.Path(document["source"]).name] = document
    scores, titles, dates = [], 0, 0
    for line in (folder / "index.jsonl").read_text().splitlines():
        page = json.loads(line)
        gold = (folder / page["file"]).with_suffix(".gold.txt").read_text()
        document = documents[page["file"]]
        scores.append((f1(words(f"{document['title']}\n{document['text']}"), words(gold)), page["file"]))
        titles += document["title"] == gold.split("\n")[0].strip()
        dates += document["published"] == page["published"][:10]
    mean = sum(score for score, _ in scores) / len(scores)
    print(f"{len(scores)} pages: F1 {mean:.4f}, lowest {min(scores)[0]:.4f} ({min(scores)[1]}), titles {titles}, dates {dates}")
    is_low = mean < MEAN_FLOOR or min(scores)[0] < LOWEST_FLOOR
    if is_low or titles < len(scores) or dates < len(scores):
        sys.exit(f"expected a mean F1 of {MEAN_FLOOR}, of {LOWEST_FLOOR} on every page, and all titles and dates")


main()
