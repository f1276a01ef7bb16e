"""Tenants host: an agency is a row, an address and a schema of its own."""
