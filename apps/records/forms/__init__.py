"""What people typed, as clean values."""
