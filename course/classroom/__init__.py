"""The instructor's side: class editions, grading, gradebook, report, exports. Never imported by what a student runs."""
