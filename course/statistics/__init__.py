"""Class statistics for instructors: pure functions on a table of answers. Nothing that a student runs imports them.

Start with `course.statistics.report.summary`; the other modules hold the numbers behind it. Every function takes a
pandas data frame in long form, described in `course.statistics.answers`.
"""
