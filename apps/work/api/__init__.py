"""The doors to my work, to my notices, and to what the palette finds."""
