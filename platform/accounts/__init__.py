"""Identity only: people as they log in, their sessions; what they may do is told by others."""
