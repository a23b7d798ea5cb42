"""The static reader edition: every lesson as a web page that needs no Python and opens from a file."""
