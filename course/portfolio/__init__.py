"""The portfolio: one page that a student hands in, made from the case file. No script, no network, everything escaped."""
