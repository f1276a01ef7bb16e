"""One package per process of the standard; each lives in the agency's schema."""
