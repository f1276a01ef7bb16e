"""State secrets and denunciations stay outside; what only speaks of them comes in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.refusals import BadInput
from kernel.secrecy import STAMPS, refuse_secrets

LETTER = ["UBND PHƯỜNG TÂN HẢI | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 05/BC-UBND", "BÁO CÁO"]


@given(
    st.sampled_from(sorted(STAMPS)),
    st.integers(0, len(LETTER)),
    st.sampled_from(["{}", "  {} ", "[ {} ]", "Số: 05/BC-UBND | {}", "\t{}\t"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_a_stamp_of_secrecy_is_seen_wherever_it_stands_at_the_top(stamp, at, written, form):
    line = unicodedata.normalize(form, written.format(stamp))
    with pytest.raises(BadInput) as refused:
        refuse_secrets([*LETTER[:at], line, *LETTER[at:]], name="bao-cao.docx")
    assert "bao-cao.docx" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Quy chế bảo vệ bí mật nhà nước",
        "BẢO MẬT",
        "Văn bản có độ MẬT được quản lý riêng",
        "mật",
        "Quy trình giải quyết đơn tố cáo",
        "ĐƠN TỐ CÁO\nHọ và tên: ………………………",
        "",
    ],
)
def test_what_only_speaks_of_it_comes_in(text):
    refuse_secrets(text.split("\n"))


@pytest.mark.parametrize("title", ["ĐƠN TỐ CÁO", "Đơn tố cáo ông A", "KẾT LUẬN NỘI DUNG TỐ CÁO"])
def test_a_denunciation_stays_outside(title):
    with pytest.raises(BadInput):
        refuse_secrets(["Kính gửi: Chủ tịch", title, "Tôi là B, cư trú tại phường Tân Hải"])


def test_a_stamp_deep_in_a_long_text_is_a_word_of_the_text():
    refuse_secrets([*["Nội dung quy trình"] * 60, "MẬT"])
