"""What the living style page shows: invented people, invented figures, every state once."""
