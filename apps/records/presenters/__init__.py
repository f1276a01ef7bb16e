"""What pages show, in the words of pages."""
