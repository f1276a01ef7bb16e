"""Two papers, printed and prepared once for all tests that sign them."""

from dataclasses import replace
from functools import cache

from kernel.printing import to_pdf
from kernel.signing import Trust, prepare, usual_fields
from tests.kernel.printing.measure import Printed
from tests.kernel.printing.samples import decision, manual, minutes, paragraph
from tests.signing import Holder, asn1, authority

SIGNER = "Nguyễn Đình Khải"
AGENCY_NAME = "Sở Xây dựng"


@cache
def printed(layout: str = "administrative") -> bytes:
    Printed(decision())  # skips where no fonts are installed
    paper = manual() if layout == "system" else decision()
    return to_pdf(replace(paper, nodes=[paragraph("p", "Điều 1. Ban hành kèm theo.")]))


@cache
def prepared(layout: str = "administrative") -> bytes:
    pdf = printed(layout)
    return prepare(pdf, usual_fields(pdf))


@cache
def minuted() -> bytes:
    Printed(decision())
    pdf = to_pdf(minutes())
    return prepare(pdf, usual_fields(pdf))


@cache
def secretary() -> Holder:
    return authority().person("Trần Thị Mỹ Hạnh", organization=AGENCY_NAME)


@cache
def chairman() -> Holder:
    return authority().person(SIGNER, organization=AGENCY_NAME)


@cache
def agency() -> Holder:
    return authority().agency(AGENCY_NAME)


@cache
def signed() -> bytes:
    return chairman().sign(prepared())


@cache
def sealed() -> bytes:
    return agency().sign_as_agency(signed())


@cache
def trust() -> Trust:
    return Trust(roots=(asn1(authority().root),))
