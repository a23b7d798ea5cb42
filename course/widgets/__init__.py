"""What students see and answer with: front-ends as ES modules, and what puts them together."""
