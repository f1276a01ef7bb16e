"""How a block looks on the screen."""
