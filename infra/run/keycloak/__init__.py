"""A Keycloak of our own: its distribution, the server, the realm it serves."""
