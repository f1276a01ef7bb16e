"""How long a child that died waits before it is started again."""

from collections import deque

FIRST, LONGEST, WINDOW = 0.5, 30.0, 60.0


class Backoff:
    """At once after the first death, then 0.5, 1, 2, … 30 seconds while others follow."""

    def __init__(self) -> None:
        self.deaths: deque[float] = deque()

    def died(self, at: float) -> float:
        """Seconds to wait; `at` is a monotonic time, and only deaths of the last minute count."""
        self.deaths.append(at)
        while self.deaths[0] < at - WINDOW:
            self.deaths.popleft()
        before = len(self.deaths) - 1
        return 0.0 if before == 0 else min(float(FIRST * 2 ** min(before - 1, 16)), LONGEST)
