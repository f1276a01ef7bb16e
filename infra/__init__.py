"""What carries the product: the local supervisor, checks, benches and deployment."""
