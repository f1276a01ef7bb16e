"""A house with something of every kind in it, and a person of every role who is logged in.

All that alpha says carries the word MARK, which is found nowhere else: where it shows, alpha shows.
"""

from tests.architecture.furnishing.agency import furnish
from tests.architecture.furnishing.house import AGENCY_ROLES, MARK, PASSWORD, House
from tests.architecture.furnishing.portal import furnish_portal

__all__ = ["AGENCY_ROLES", "MARK", "PASSWORD", "House", "furnish", "furnish_portal"]
