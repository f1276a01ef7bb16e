"""A page costs the same with 5 rows and with 20, and at most 12 statements; paper at most 20.

Counted is what PostgreSQL is told, as the bench counts: choosing the schema, session, person and
authority included; not the savepoints that stand for the transactions of a real request.
"""
