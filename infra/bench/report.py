"""The lines and the closing table a person reads."""

from collections.abc import Sequence

from infra.bench.result import Result, number
from infra.run.console import table

HEADS = ("Phép đo", "Giá trị", "So với", "Tỷ lệ", "Ngưỡng", "Kết quả")


def line(result: Result) -> str:
    """One result as a sentence of its parts."""
    return (
        f"{result.name}: {result.left} so với {result.right}, tỷ lệ {_ratio(result)}, "
        f"ngưỡng {result.budget or 'không đặt'}: {verdict(result)}"
    )


def closing(results: Sequence[Result]) -> str:
    """All results aligned, and one sentence on how many budgets hold."""
    rows = [(r.name, r.left, r.right, _ratio(r), r.budget or "–", verdict(r)) for r in results]
    held = [result for result in results if result.budget]
    met = sum(result.met for result in held)
    return "\n".join([*table([HEADS, *rows]), "", f"{met}/{len(held)} ngưỡng ĐẠT."])


def verdict(result: Result) -> str:
    if not result.budget:
        return "để biết"
    return "ĐẠT" if result.met else "CHƯA ĐẠT"


def _ratio(result: Result) -> str:
    """Small ratios need more digits."""
    return number(result.ratio, 2 if result.ratio >= 0.1 else 4)
