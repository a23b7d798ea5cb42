"""The class report: one page for the teacher, made from a gradebook. No script, no network, everything escaped.

`course.classroom.report.page.page` makes it; ``course report`` calls that. A shared page goes through
`course.classroom.report.protect` and says nothing from which a single student could be recognised.
"""
