"""Invented people: names drawn in a fixed order, so that every demo looks the same."""

from itertools import count

SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Lý",
)
MIDDLE = ("Thị Minh", "Văn", "Quốc", "Thị Thu", "Hoàng", "Ngọc", "Đình", "Thị Kim", "Thanh", "Hữu")
GIVEN = (
    "Hạnh",
    "Lộc",
    "Vân",
    "Nam",
    "Khải",
    "Lan",
    "Tùng",
    "Phước",
    "Mai",
    "Dũng",
    "Trâm",
    "Bình",
    "Yến",
)
PLAIN = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd",
)


class Names:
    """One name after another; the same start gives the same names."""

    def __init__(self, start: int) -> None:
        self._at = count(start * 7)

    def next(self) -> str:
        n = next(self._at)
        surname, middle = SURNAMES[(n * 5) % len(SURNAMES)], MIDDLE[(n * 3) % len(MIDDLE)]
        return f"{surname} {middle} {GIVEN[(n * 11) % len(GIVEN)]}"


def username_of(name: str, taken: set[str]) -> str:
    """minhhanh.le for Lê Thị Minh Hạnh; a number where two would be alike."""
    words = name.lower().translate(PLAIN).split()
    stem = "".join(words[-2:]) + "." + words[0]
    chosen = next(c for n in range(1, 99) if (c := stem if n == 1 else f"{stem}{n}") not in taken)
    taken.add(chosen)
    return chosen
