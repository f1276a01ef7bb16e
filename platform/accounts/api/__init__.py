"""Who another system is, what it may ask for, how often, and that once is once."""
