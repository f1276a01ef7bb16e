"""The demo province: Khánh Hòa with invented people, built through the services under a moved clock."""
