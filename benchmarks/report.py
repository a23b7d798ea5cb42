"""The class report: seconds for classes of 30, 300 and 3,000 simulated students, gradebook and page apart."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/classroom"))
import simulated_class  # noqa: E402

from course.classroom.report import page, record  # noqa: E402


def main() -> None:
    """Print one line per class size; processor time, because other work on the machine must not decide."""
    page.page(record.read(made(4)))  # charts and templates loaded once
    for students in (30, 300, 3000):
        folder = made(students)
        begin = time.process_time()
        found = record.read(folder)
        read = time.process_time()
        html = page.page(found)
        drawn = time.process_time()
        print(
            f"{students:5} students: read {read - begin:5.2f} s, page {drawn - read:5.2f} s, {len(html) / 1e6:.1f} MB"
        )


def made(students: int) -> Path:
    """Fill a gradebook with a simulated class."""
    folder = Path(tempfile.mkdtemp(prefix="report-"))
    simulated_class.build(folder, students)
    return folder


if __name__ == "__main__":
    main()
