"""The demo province: Khánh Hòa, invented people, built by the services under a moved clock."""
