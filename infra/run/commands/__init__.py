"""One file per command: `main(place, console, arguments, began, missing)` gives the exit code."""
