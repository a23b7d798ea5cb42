"""The text room: blocks, words, quotations, shared wording, and the learner's own copies of the articles."""
