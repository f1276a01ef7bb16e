"""What a verification says, by the code that is kept; a code once kept is never taken away."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[Mapping[str, Promise]] = {
    # the file
    "too_large": _("The file is larger than %(limit)s MB and was not read."),
    "not_pdf": _("The file is not a PDF."),
    "corrupt": _("The file is damaged and cannot be read as a PDF."),
    "encrypted": _("The file is encrypted or protected by a password; hand it in without."),
    "not_signed": _("The file carries no signature: it is the one that was given out."),
    "nobody_signed": _("The file carries no signature of a person or an agency."),
    "changed_before": _(
        "The content differs from the file that was given out: it was changed after it left."
    ),
    "other_document": _(
        "This is not the file that was given out for signing, or the signing program wrote the "
        "whole file anew. Download the file for signing again and sign it without saving it "
        "in another program."
    ),
    "original": _("The file begins with exactly the bytes that were given out."),
    # what was added
    "only_signatures": _("Nothing but signatures was added."),
    "content_added": _("Something other than signatures was added to the file."),
    "hides_text": _("The signature field “%(field)s” was added over text of page %(page)s."),
    "changed_after": _("The file was changed after it was signed."),
    # the order
    "order": _("The signatures stand in the right order: person first, agency second."),
    "agency_first": _("The agency signed before the person; the person signs first."),
    "agency_alone": _("The agency signed, but not the person; the person signs first."),
    "secretary_missing": _("The secretary has not signed the minutes yet."),
    "other_signature": _("There is another signature beside those of person and agency."),
    # one signature
    "intact": _("What was signed is unchanged."),
    "broken": _("What was signed was changed after it was signed."),
    "unreadable": _("The signature cannot be read."),
    "part_only": _("The signature does not cover the whole file as it was when it was made."),
    "weak": _("The signature uses %(algorithm)s, which is no longer safe."),
    "chain": _("The certificate leads to the trusted root “%(root)s”."),
    "no_roots": _(
        "The chain of certificates could not be checked: no root certificate is configured."
    ),
    "self_signed": _("The certificate was issued by its own holder; nobody vouches for it."),
    "unknown_issuer": _("The certificate was issued by “%(issuer)s”, which is not trusted here."),
    "chain_bad": _("The chain of certificates is not valid."),
    "usage": _("The certificate is not meant for signing documents."),
    "in_time": _("The certificate was valid when the document was signed."),
    "expired": _("The certificate had expired on %(day)s, before the document was signed."),
    "not_yet": _("The certificate becomes valid on %(day)s, after the document was signed."),
    "not_revoked": _("The certificate was not revoked, as the revocation lists at hand show."),
    "revocation_unknown": _(
        "Whether the certificate was revoked could not be told: the file brings no such list."
    ),
    "revoked": _("The certificate was revoked on %(day)s."),
    "stamped": _("The time %(moment)s is proven by a time stamp of “%(authority)s”."),
    "claimed": _(
        "The time %(moment)s is what the signer's computer said; no time stamp proves it."
    ),
    "stamp_unproven": _(
        "There is a time stamp of %(moment)s, but who issued it could not be checked."
    ),
    "stamp_broken": _("The time stamp does not belong to this signature."),
    "no_time": _("The signature does not say when it was made."),
    "too_early": _("The signature says %(moment)s, before the file was given out for signing."),
    "in_future": _("The signature says %(moment)s, which lies in the future."),
    "name": _("The certificate names whom the paper names."),
    "name_differs": _("The certificate names “%(found)s”; the paper names “%(expected)s”."),
}

# What a reader asks of each signature, and the codes that answer it.
ASPECTS: Final[Mapping[str, frozenset[str]]] = {
    "whole": frozenset({"intact", "broken", "unreadable", "part_only", "weak"}),
    "who": frozenset({"name", "name_differs"}),
    "chain": frozenset(
        {
            "chain",
            "no_roots",
            "self_signed",
            "unknown_issuer",
            "chain_bad",
            "usage",
            "in_time",
            "expired",
            "not_yet",
            "not_revoked",
            "revocation_unknown",
            "revoked",
        }
    ),
    "when": frozenset(
        {
            "stamped",
            "claimed",
            "stamp_unproven",
            "stamp_broken",
            "no_time",
            "too_early",
            "in_future",
        }
    ),
}
