"""Every operation of the API, as its own description lists it: whatever is added is tried, too."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from config.api_description import described
from tests.architecture.doors import URLCONFS

JSON, FORM = "application/json", "multipart/form-data"
NOWHERE = "01997e00-0000-7000-8000-000000000000"  # the id of nothing
# What the parts of an address are called in a furnished house, by the address they stand in.
THINGS = {
    "/documents/{id}/": "document",
    "/versions/{id}/signing/": "issued",
    "/versions/{id}/": "draft",
    "/comments/{id}/": "comment",
    "/imports/batches/{id}/": "batch",
    "/imports/{id}/": "job",
    "/prints/{id}/": "print",
    "/decisions/{id}/issue/": "decision",
    "/versions/{id}/corrections/": "issued",
    "/submissions/{id}/": "submission",
    "/items/{item}/keep/": "disposal_item",
    "/items/{item}/put-back/": "disposal_item",
    "/items/{item}/remove/": "transfer_item",
    "/items/{item}/": "submitted",
    "/opinions/{id}/": "asked",
    "/remarks/{id}/": "remark",
    "/rounds/{id}/": "round",
    "/outgoing/{id}/": "numbered",
    "/authorities/{id}/": "authority",
    "/decisions/{id}/": "deciding",
    "/external/{id}/": "external",
    "/impacts/{id}/": "impact",
    "/copies/{id}/": "copy",
    "/meetings/{id}/": "meeting",
    "/notices/{id}/": "told",
    "/people/{id}/": "person",
    "/units/{id}/": "desk",
    "/roles/{id}/": "assignment",
    "/posts/{id}/": "holding",
    "/forms/{id}/": "fillable",
    "/slips/{id}/steps/": "slip",
    "/slips/{id}/": "slip",
    "/slip-files/{id}/": "slip_file",
    "/slip-links/{id}/": "slip_link",
    "/slip-signatures/{id}/": "slip_signature",
    "/record-types/{id}/": "rtype",
    "/file-lists/{id}/": "filelist",
    "/list-entries/{id}/": "spare_entry",
    "/folders/{id}/reopen/": "closed_folder",
    "/folders/{id}/holds/": "due_folder",
    "/folders/{id}/": "folder",
    "/papers/{id}/": "paper",
    "/places/{id}/": "place",
    "/bundles/{id}/": "bundle",
    "/holds/{id}/": "hold",
    "/disposals/{id}/approve/": "disposal_sent",
    "/disposals/{id}/carry-out/": "disposal_approved",
    "/disposals/{id}/recall/": "disposal_sent",
    "/disposals/{id}/return/": "disposal_sent",
    "/disposals/{id}/reopen/": "disposal_approved",
    "/disposals/{id}/minutes/": "disposal_done",
    "/disposals/{id}/": "disposal",
    "/transfers/{id}/file/": "transfer_done",
    "/transfers/{id}/": "transfer",
    "/blocks/{block}/": "block",
    "/{node_id}/": "node",
    "/evidence/{number}/include/": "excluded",
    "/updates/taken/{id}/": "update",
    "/updates/{id}/": "adoption",
    "/library-offers/{id}/": "library_offer",
    "/offers/{id}/": "offer",
    "/package-drafts/{id}/": "package_draft",
    "/simulations/{id}/": "simulation",
}
WORDS = {"name": "send", "number": "7.5", "key": "policy", "package": "phuong-xa", "slug": "alpha"}
EXCLUDED = {"excluded": "8.3.6"}  # as a furnished house has it
ASKED = {"q": "quy", "text": "quy"}  # what a filter that cannot be left out is given


@dataclass(frozen=True)
class Operation:
    """One method of one address; `said` is what the description says of it."""

    host: str
    method: str
    path: str
    said: dict[str, Any] = field(hash=False, compare=False)

    def __str__(self) -> str:
        return f"{self.host} {self.method.upper()} {self.path}"

    @property
    def writes(self) -> bool:
        return self.method != "get"

    @property
    def scope(self) -> str:
        """What a token needs; empty where any will do."""
        return "".join(scope for way in self.said["security"] for scope in way.get("token", ()))

    @property
    def parts(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    @property
    def takes_a_file(self) -> bool:
        return FORM in self.said.get("requestBody", {}).get("content", {})

    @property
    def names_a_thing(self) -> bool:
        """Whether the address holds an id that belongs to one agency."""
        return bool({"id", "node_id"} & set(self.parts))

    def at(self, ids: dict[str, str]) -> str:
        """The address in a house whose things have these ids; what it has not is nowhere."""
        return self.path.format(**self.named(ids))

    def named(self, ids: dict[str, str]) -> dict[str, str]:
        """The parts of that address."""
        found: dict[str, str] = {}
        for piece, thing in THINGS.items():
            part = piece.partition("{")[2].partition("}")[0]
            if piece in self.path and part not in found:
                found[part] = (EXCLUDED | ids).get(thing, NOWHERE)
        return {part: found.get(part) or WORDS.get(part, NOWHERE) for part in self.parts}

    def query(self) -> str:
        """The filters that cannot be left out."""
        wanted = [
            each["name"]
            for each in self.said.get("parameters", ())
            if each["in"] == "query" and each.get("required")
        ]
        return urlencode({name: ASKED[name] for name in wanted})

    def example(self) -> Any:
        """The first body that the description shows; None for one without a body in JSON."""
        content = self.said.get("requestBody", {}).get("content", {}).get(JSON, {})
        shown = [each["value"] for each in content.get("examples", {}).values()]
        return shown[0] if shown else None


def description(host: str) -> dict[str, Any]:
    """The OpenAPI document of a kind of host."""
    return described(URLCONFS[host], "vi")


OPERATIONS = [
    Operation(host, method, path, said)
    for host in URLCONFS
    for path, methods in description(host)["paths"].items()
    for method, said in methods.items()
]
