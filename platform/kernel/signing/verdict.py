"""What a verification found: for keeping as JSON, and for showing in words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from kernel.signing.sentences import ASPECTS, SENTENCES

Outcome = Literal["good", "note", "unproven", "bad"]
Role = Literal["secretary", "person", "agency", "other"]
WORST_LAST: Final[tuple[Outcome, ...]] = ("good", "note", "unproven", "bad")


@dataclass(frozen=True, slots=True)
class Check:
    """One question asked of the file, and its answer.

    `note`: nothing is wrong, but a reader should know; `unproven`: it could not be told here.
    """

    code: str
    outcome: Outcome
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The answer in the language of the reader."""
        return str(SENTENCES[self.code]) % self.facts


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: who, by whose word, when, and what was found about it."""

    role: Role
    field: str
    name: str
    organization: str
    issuer: str
    serial: str
    valid_from: str  # ISO 8601, as the four moments below
    valid_until: str
    signed_at: str  # "" where the signature names no time
    stamped_at: str  # "" without a time stamp that could be proven
    stamped_by: str
    algorithm: str
    checks: tuple[Check, ...]

    @property
    def outcome(self) -> Outcome:
        return worst(self.checks)

    def about(self, aspect: str) -> list[Check]:
        """The answers to one question: "whole", "who", "chain", "when"."""
        return [check for check in self.checks if check.code in ASPECTS[aspect]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that was found about one file that was handed in as signed."""

    sha256: str
    size: int  # bytes
    checked_at: str
    checks: tuple[Check, ...]
    signatures: tuple[Signed, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """`bad`: to be refused; `unproven`: intact, but whose it is could not be told."""
        return worst([*self.checks, *(one for each in self.signatures for one in each.checks)])

    @property
    def is_acceptable(self) -> bool:
        """Whether nothing speaks against it."""
        return self.outcome != "bad"

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who signed, in the order of signing."""
        return tuple(each.role for each in self.signatures)

    @property
    def reasons(self) -> list[str]:
        """Why it is refused, in words; empty where it is not."""
        found = [*self.checks, *(one for each in self.signatures for one in each.checks)]
        return [check.sentence for check in found if check.outcome == "bad"]

    def to_json(self) -> dict[str, Any]:
        """Plain data; the sentences stand beside the codes for whoever reads it without us."""
        kept = asdict(self)
        kept["outcome"] = self.outcome
        kept["checks"] = [_kept(check) for check in self.checks]
        for each, signed in zip(kept["signatures"], self.signatures, strict=True):
            each["checks"] = [_kept(check) for check in signed.checks]
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Verdict":
        """The verdict as it was kept."""
        plain = {name: kept[name] for name in ("sha256", "size", "checked_at")}
        signatures = tuple(
            Signed(**{**each, "checks": _checks(each["checks"])}) for each in kept["signatures"]
        )
        return cls(**plain, checks=_checks(kept["checks"]), signatures=signatures)


def worst(checks: "list[Check] | tuple[Check, ...]") -> Outcome:
    """The outcome that decides."""
    return max((check.outcome for check in checks), key=WORST_LAST.index, default="good")


def _kept(check: Check) -> dict[str, Any]:
    return {**asdict(check), "facts": dict(check.facts), "sentence": check.sentence}


def _checks(kept: list[dict[str, Any]]) -> tuple[Check, ...]:
    return tuple(Check(one["code"], one["outcome"], one["facts"]) for one in kept)
