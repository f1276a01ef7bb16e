"""Files by their content: stored once per agency under their SHA-256, typed by what they hold."""
