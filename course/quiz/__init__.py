"""Questions: the bank, pure grading, the review deck and calibration."""
