"""The author's side: lessons become notebooks, pins become environments. Students' code never imports this room."""
