"""Behind `make`: prepares this machine, starts the product, watches; no package needed to begin."""
