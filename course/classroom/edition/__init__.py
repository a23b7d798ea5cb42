"""Class editions: what students get, what stays with the instructor, and the proof that nothing else went out."""
