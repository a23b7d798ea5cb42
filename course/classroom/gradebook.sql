-- The gradebook: one SQLite file, plain tables, history kept. Times are UTC, ISO 8601.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- One row per exercise of the class: what is asked and what it is worth. Holds no key.
CREATE TABLE IF NOT EXISTS tasks (
  exercise TEXT PRIMARY KEY, assignment TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL,
  points REAL NOT NULL, optional INTEGER NOT NULL, position INTEGER NOT NULL
);

-- One row each time a submission was graded. The latest row of a student and an assignment counts (view `latest`).
CREATE TABLE IF NOT EXISTS grades (
  id INTEGER PRIMARY KEY, student TEXT NOT NULL, assignment TEXT NOT NULL,
  digest TEXT NOT NULL,    -- SHA-256 of what was handed in
  key_digest TEXT NOT NULL, -- SHA-256 of the key it was compared with
  file TEXT NOT NULL, points REAL NOT NULL, most REAL NOT NULL,
  problem TEXT NOT NULL,   -- why it could not be graded; empty if it could
  notes TEXT NOT NULL,     -- JSON list, for the instructor
  late REAL NOT NULL, seconds REAL NOT NULL, isolation TEXT NOT NULL, graded_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS grades_by_student ON grades (student, assignment, id);

CREATE TABLE IF NOT EXISTS marks (
  grade INTEGER NOT NULL REFERENCES grades (id) ON DELETE CASCADE,
  exercise TEXT NOT NULL, outcome TEXT NOT NULL, points REAL NOT NULL, most REAL NOT NULL,
  message TEXT NOT NULL, look_at TEXT NOT NULL, -- JSON list of passage IDs
  answer TEXT NOT NULL,    -- what the student answered, shortened; never trusted, always escaped
  diagnosis INTEGER NOT NULL, -- number of the foreseen wrong value, -1 for none
  PRIMARY KEY (grade, exercise)
);

-- From case files: every attempt at a question, and the texts.
CREATE TABLE IF NOT EXISTS answers (
  student TEXT NOT NULL, item TEXT NOT NULL, attempt INTEGER NOT NULL,
  response TEXT NOT NULL,  -- JSON
  correct INTEGER, score REAL, confidence REAL, at TEXT NOT NULL,
  PRIMARY KEY (student, item, attempt)
);
CREATE TABLE IF NOT EXISTS texts (
  student TEXT NOT NULL, task TEXT NOT NULL, text TEXT NOT NULL, self_level INTEGER, at TEXT NOT NULL,
  PRIMARY KEY (student, task)
);
-- Rubric levels that people gave. Two markers may give one each.
CREATE TABLE IF NOT EXISTS levels (
  student TEXT NOT NULL, task TEXT NOT NULL, marker TEXT NOT NULL, level INTEGER NOT NULL,
  comment TEXT NOT NULL DEFAULT '', at TEXT NOT NULL,
  PRIMARY KEY (student, task, marker)
);
-- Discernment rounds and test forms, one row per student, test and item.
CREATE TABLE IF NOT EXISTS tests (
  student TEXT NOT NULL, form TEXT NOT NULL, item TEXT NOT NULL,
  response TEXT NOT NULL DEFAULT '', correct INTEGER, confidence REAL, sound INTEGER, flagged INTEGER,
  PRIMARY KEY (student, form, item)
);

CREATE VIEW IF NOT EXISTS latest AS
  SELECT * FROM grades WHERE id IN (SELECT MAX(id) FROM grades GROUP BY student, assignment);
CREATE VIEW IF NOT EXISTS latest_marks AS
  SELECT latest.student, latest.assignment, latest.graded_at, marks.* FROM marks JOIN latest ON latest.id = marks.grade;
