"""How the search for shared runs grows: 5, 50 and 500 articles.

Run: uv run python benchmarks/overlap.py

The articles are made of words drawn from a Zipf distribution with a fixed seed, as long as the real ones, in
paragraphs as long as theirs. Into each article two stretches of earlier ones are copied, between words that occur
nowhere else. The search must find the copies and nothing else. A second table gives each page the same footer, which
makes as many pairs as there are pairs of pages, with and without the limit on stock phrases.
"""

import itertools
import random
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from course.model import Passage
from course.text import overlap

Runs = dict[tuple[str, str], int]

MINIMUM = 8
SIZES = (5, 50, 500)
LENGTHS = (442, 984, 650, 989, 407)  # words of the five bodies
PARAGRAPH = 35
VOCABULARY = 20_000
FOOTER = " ".join(f"footer{n}" for n in range(30))


def corpus(articles: int, *, footer: bool = False) -> tuple[list[Passage], Runs]:
    """Return the passages and the planted runs: (passage, passage) -> words."""
    draw = random.Random(16062020)  # noqa: S311  (texts, not secrets)
    names = [f"w{n}" for n in range(1, VOCABULARY + 1)]
    weights = list(itertools.accumulate(1 / n for n in range(1, VOCABULARY + 1)))
    passages: list[Passage] = []
    planted: Runs = {}
    sources: list[tuple[str, list[str]]] = []  # each is copied once, or its copies would share words too
    for article in range(articles):
        fresh = []
        for number in range(1, LENGTHS[article % 5] // PARAGRAPH + 1):
            text = draw.choices(names, cum_weights=weights, k=PARAGRAPH)
            identifier = f"A{article:03d}-P{number:02d}"
            if number <= 2 and sources:
                source, words = sources.pop(draw.randrange(len(sources)))
                length = draw.randint(MINIMUM, 25)
                planted[source, identifier] = length
                text = [f"{identifier}a", *words[:length], f"{identifier}b", *text[length:]]
            else:
                fresh.append((identifier, text))
            passages.append(Passage(identifier, identifier[:4], number, " ".join(text)))
        sources += fresh
        if footer:
            passages.append(Passage(f"A{article:03d}-P99", f"A{article:03d}", 99, FOOTER))
    return passages, planted


def timed(function: Callable[..., Runs], *arguments: Any, repeat: int = 5) -> tuple[float, Runs]:  # noqa: ANN401
    """Return the best time in seconds and the result."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        result = function(*arguments)
        best = min(best, time.perf_counter() - start)
    return best, result


def table_of_a_matrix(passages: list[Passage]) -> Runs:
    """Longest runs by dynamic programming over all pairs of words of all pairs of passages."""
    found = {}
    split = [(passage.id, passage.text.lower().split()) for passage in passages]
    for (one, a), (two, b) in itertools.combinations(split, 2):
        best, previous = 0, [0] * (len(b) + 1)
        for x in a:
            current = [0] * (len(b) + 1)
            for j, y in enumerate(b):
                if x == y:
                    current[j + 1] = previous[j] + 1
                    best = max(best, current[j + 1])
            previous = current
        if best >= MINIMUM:
            found[one, two] = best
    return found


def table_of_difflib(passages: list[Passage]) -> Runs:
    """Longest runs by difflib, pair by pair."""
    split = [(passage.id, passage.text.lower().split()) for passage in passages]
    pairs = itertools.combinations(split, 2)
    runs = ((one, two, SequenceMatcher(None, a, b, autojunk=False)) for (one, a), (two, b) in pairs)
    sizes = {(one, two): matcher.find_longest_match().size for one, two, matcher in runs}
    return {pair: size for pair, size in sizes.items() if size >= MINIMUM}


def main() -> int:
    growth()
    footers()
    pair_by_pair()
    return 0


def growth() -> None:
    print(
        f"{'articles':>8} {'words':>8} {'runs':>7} {'time':>10} {'words/s':>10} {'time ratio':>11} {'word ratio':>11}"
    )
    first = None
    for size in SIZES:
        passages, planted = corpus(size)
        words = sum(len(passage.text.split()) for passage in passages)
        seconds, found = timed(overlap.longest_runs, passages, MINIMUM)
        assert found == planted, "the runs that were found are not the planted ones"
        first = first or (seconds, words)
        print(
            f"{size:>8} {words:>8,} {len(found):>7,} {seconds * 1000:>7.1f} ms {words / seconds:>10,.0f} "
            f"{seconds / first[0]:>10.1f}x {words / first[1]:>10.1f}x"
        )


def footers() -> None:
    print("\nWith the same footer of 30 words on every page:")
    for size in SIZES:
        passages, planted = corpus(size, footer=True)
        complete, found = timed(overlap.longest_runs, passages, MINIMUM, repeat=2)
        limited, rare = timed(overlap.longest_runs, passages, MINIMUM, 4, repeat=2)
        assert len(found) == len(planted) + size * (size - 1) // 2
        assert rare == planted
        print(
            f"{size:>8} complete {complete * 1000:>8.1f} ms, {len(found):>7,} runs; "
            f"stock phrases left out {limited * 1000:>7.1f} ms, {len(rare):>5,} runs"
        )


def pair_by_pair() -> None:
    print("\nPair by pair, 5 articles:")
    passages, planted = corpus(5)
    index, _ = timed(overlap.longest_runs, passages, MINIMUM)
    for function in (table_of_difflib, table_of_a_matrix):
        seconds, found = timed(function, passages, repeat=1)
        assert found == planted
        print(f"{function.__name__:>18} {seconds:>7.2f} s, {seconds / index:>7,.0f} times the index")


if __name__ == "__main__":
    sys.exit(main())
