"""Names of agencies, short enough for a row of the heat map."""


def label_of(name: str, province: str) -> str:
    """The name without what every agency here has in it: "UBND phường X" is "Phường X"."""
    short = name.removeprefix("UBND ").removesuffix(f" tỉnh {province}").strip()
    return short[:1].upper() + short[1:] if short else name
