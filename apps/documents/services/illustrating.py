"""Pictures for a draft: looked at before they are kept, and no larger than paper can show."""

import io

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from apps.documents.models import Version
from apps.documents.services.drafting import editable
from kernel.content.shapes import IMAGE_TYPES
from kernel.files.models import StoredFile
from kernel.files.services import store_file
from kernel.files.types import media_type
from kernel.permissions import Actor
from kernel.pictures import ORIENTATION, Damaged, TooManyDots, load_picture, open_picture
from kernel.refusals import BadInput

LIMIT = 10 * 1024 * 1024  # bytes of one picture
SIDE = 2400  # pixels of the longer side; the text is 16 cm wide, that is 380 dpi


@transaction.atomic
def store_picture(version: Version, data: bytes, name: str, *, by: Actor) -> StoredFile:
    """Keep a PNG or JPEG for a draft, upright and at most `SIDE` pixels long."""
    editable(version, by)
    if len(data) > LIMIT:
        raise BadInput(
            _("The picture “%(name)s” is larger than %(limit)s MB. Make it smaller and try again.")
            % {"name": name, "limit": LIMIT // 1024 // 1024}
        )
    if media_type(data) not in IMAGE_TYPES:
        raise BadInput(_("“%(name)s” is not a picture in PNG or JPEG.") % {"name": name})
    return store_file(_looked_at(data, name), name, by=by, accept=frozenset(IMAGE_TYPES))


def _looked_at(data: bytes, name: str) -> bytes:
    """The same bytes, or those of a smaller upright picture. Raises BadInput where it is broken."""
    try:
        picture = load_picture(open_picture(data))
        upright = picture.getexif().get(ORIENTATION, 1) == 1
        return data if upright and max(picture.size) <= SIDE else _smaller(picture)
    except TooManyDots as error:
        raise BadInput(
            _("The picture “%(name)s” has too many pixels (%(width)s × %(height)s).")
            % {"name": name, "width": error.size[0], "height": error.size[1]}
        ) from error
    except (Damaged, OSError, ValueError) as error:
        raise BadInput(
            _("The picture “%(name)s” is damaged and cannot be shown.") % {"name": name}
        ) from error


def _smaller(picture: Image.Image) -> bytes:
    kind = picture.format or "PNG"
    turned = ImageOps.exif_transpose(picture)
    if kind == "JPEG" and turned.mode not in ("RGB", "L"):
        turned = turned.convert("RGB")
    turned.thumbnail((SIDE, SIDE))
    made = io.BytesIO()
    turned.save(made, kind, optimize=kind == "PNG", quality=88)
    return made.getvalue()
