"""Watches the children: whoever dies is started again, and all end together in order."""

import time
from itertools import groupby

from infra.run import logs
from infra.run.children import Child
from infra.run.console import Console
from infra.run.signals import Signals

LOOK = 5.0  # seconds between two looks at the logs when nothing happens


class Supervisor:
    """Single-threaded on purpose: the kernel ties children to the thread that started them."""

    def __init__(self, console: Console, signals: Signals) -> None:
        self.console, self.signals = console, signals
        self.children: list[Child] = []

    def add(self, child: Child) -> Child:
        """Start a child and watch it from now on."""
        self.children.append(child)
        child.start()
        return child

    def tick(self) -> None:
        """Start again what died, when its turn has come."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and not child.alive:
                self._mourn(child, now)
            if child.due is not None and child.due <= now:
                self._start_again(child, now)

    def _start_again(self, child: Child, now: float) -> None:
        try:
            child.start()
        except OSError as error:
            child.due = now + child.backoff.died(now)
            self.console.warn(f"{child.title} chưa khởi động lại được: {error}")

    def _mourn(self, child: Child, now: float) -> None:
        cause = child.bury()
        wait = child.backoff.died(now)
        child.due = now + wait
        when = "ngay" if wait == 0 else f"sau {wait:g} giây".replace(".", ",")
        self.console.warn(f"{child.title} dừng bất ngờ ({cause}); khởi động lại {when}.")
        if len(child.backoff.deaths) == 4:
            self.console.say(f"    Nhật ký: {child.log}\n{logs.tail(child.log)}")

    def pause(self, seconds: float) -> None:
        """Go on watching while something else is waited for."""
        self.tick()
        self.signals.wait(min(seconds, self.next_look()))

    def next_look(self) -> float:
        """Seconds until something may have to be done."""
        now = time.monotonic()
        return min([LOOK, *(child.due - now for child in self.children if child.due is not None)])

    def watch(self) -> None:
        """Until an ending signal comes."""
        self.signals.raising = False
        while not self.signals.ending:
            self.tick()
            for child in self.children:
                logs.rotate(child.log)
            self.signals.wait(self.next_look())

    def stop(self) -> None:
        """End all, stage by stage; who does not go in time is killed."""
        self.signals.raising = False
        ordered = sorted(self.children, key=lambda child: child.stage)
        for _, stage in groupby(ordered, key=lambda child: child.stage):
            self._stop_stage(list(stage))

    def _stop_stage(self, children: list[Child]) -> None:
        began = time.monotonic()
        for child in children:
            child.ask_to_end()
        for child in children:
            while not child.wait_until(min(time.monotonic() + 0.2, began + child.stop_seconds)):
                if self.signals.in_a_hurry or time.monotonic() >= began + child.stop_seconds:
                    child.kill()
