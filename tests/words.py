"""What the tests ask of sentences that people read."""

VOWELS_WITH_TONES = set("ảãạăắằẳẵặấầẩẫậẻẽẹếềểễệỉĩịỏõọốồổỗộơớờởỡợủũụưứừửữựỳỷỹỵđ")


def is_vietnamese(sentence: str) -> bool:
    """Whether it has letters that no other language has; a sentence of ours has some."""
    return bool(VOWELS_WITH_TONES & set(sentence.lower()))
