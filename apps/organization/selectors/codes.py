"""How codes of documents are made here: by the usual patterns, or by the agency's own."""

from apps.organization.models import Fact

CODE_PATTERN = "code_pattern."  # a fact "code_pattern.procedure" is the agency's own pattern
USUAL_PATTERNS = {
    "policy": "CSCL",
    "manual": "STCL",
    "objectives_plan": "KH.MTCL",
    "objectives_report": "BC.MTCL",
    "procedure": "QT.HT.{nn}",
    "instruction": "HD.HT.{nn}",
    "regulation": "QyĐ.HT.{nn}",
    "form": "BM.HT.{nn}.{mm}",
    "risk_table": "BRR",
    "decision": "QĐ.{year}.{nn}",
    "other": "TL.{nn}",
    "letter": "CV.{year}.{nn}",
    "paper": "VB.{year}.{nn}",
    "procedure_internal": "QT.NB.{nn}",
    "procedure_service": "QT.TTHC.{nn}",
}


def code_patterns() -> dict[str, str]:
    """Kind of document → pattern (`kernel.numbering`)."""
    own = Fact.objects.filter(key__startswith=CODE_PATTERN).exclude(value="")
    return USUAL_PATTERNS | {fact.key.removeprefix(CODE_PATTERN): fact.value for fact in own}
