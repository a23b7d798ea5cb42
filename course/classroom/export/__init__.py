"""One bank, many outlets: quizzes for learning platforms and paper, handouts for rooms without computers, slides."""
