"""How much ``import course`` adds to a bare interpreter: median of interleaved runs, milliseconds."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 40
BUDGET_MS = 50


def seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> int:
    seconds("import course")  # bytecode, file cache
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(seconds("pass"))
        ours.append(seconds("import course"))
    base, full = (1000 * statistics.median(times) for times in (bare, ours))
    print(f"bare interpreter {base:.1f} ms, import course {full:.1f} ms: adds {full - base:.1f} ms")
    print(
        f"ratio {full / base:.2f}; budget {BUDGET_MS} ms: {'holds' if full - base < BUDGET_MS else 'BROKEN'}"
    )
    return 0 if full - base < BUDGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
