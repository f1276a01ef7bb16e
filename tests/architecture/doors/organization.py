"""The doors of units, people and connections."""

from tests.architecture.doors.shapes import Door, of

ORGANIZATION = {
    "organization:index GET": Door("staff", "visitor"),
    "organization:layout GET": Door("secretary", "staff"),
    "organization:layout POST": Door(
        "secretary", "staff", typed=lambda ids: {"layout.margin_left": "35"}, answers=302
    ),
    "organization:facts GET": Door("secretary", "staff"),
    "organization:facts POST": Door(
        "admin", "unit_head", typed=lambda ids: {"signers_needed": "3"}, answers=302
    ),
    "organization:new-person GET": Door("admin", "secretary"),
    "organization:new-person POST": Door("admin", "quality_manager", answers=422),
    "organization:person GET": Door("staff", "visitor", 403, of(pk="person")),
    "organization:person POST": Door(
        "admin", "staff", 403, of(pk="person"), lambda ids: {"role": "auditor"}, answers=302
    ),
    "organization:invite GET": Door("admin", "secretary"),
    "organization:invite POST": Door("admin", "secretary", answers=422),
    "organization:invite-again POST": Door(
        "admin", "secretary", 403, of(pk="invited"), answers=302
    ),
    "organization:waiting GET": Door("admin", "secretary"),
    "organization:same POST": Door("admin", "secretary", 403, of(pk="asking"), answers=302),
    "organization:another POST": Door("admin", "secretary", 403, of(pk="asking"), answers=302),
    "organization:refuse POST": Door("admin", "secretary", 403, of(pk="asking"), answers=302),
    "organization:rename GET": Door("admin", "secretary", at=of(pk="person")),
    "organization:rename POST": Door(
        "admin", "secretary", 403, of(pk="person"), lambda ids: {"full_name": "Tên Mới"}, 302
    ),
    "organization:password GET": Door("admin", "secretary", at=of(pk="person")),
    "organization:password POST": Door(
        "admin",
        "secretary",
        403,
        of(pk="person"),
        lambda ids: {"password": "mot cau ngan de nho"},
        302,
    ),
    "organization:second-factor-off POST": Door(
        "admin", "secretary", 403, of(pk="person"), answers=302
    ),
    "organization:disable POST": Door("admin", "secretary", 403, of(pk="person"), answers=302),
    "organization:enable POST": Door("admin", "secretary", 403, of(pk="person"), answers=302),
    "organization:appoint GET": Door("admin", "secretary", at=of(pk="person")),
    "organization:appoint POST": Door(
        "admin", "secretary", 403, of(pk="person"), lambda ids: {"post": "Chuyên viên"}, 302
    ),
    "organization:end-post POST": Door("admin", "secretary", 403, of(pk="holding"), answers=302),
    "organization:end-role POST": Door("admin", "staff", 403, of(pk="assignment"), answers=302),
    "organization:connections GET": Door("admin", "secretary"),
    "organization:new-connection GET": Door("admin", "secretary"),
    "organization:new-connection POST": Door("admin", "secretary", answers=422),
    "organization:connection GET": Door("admin", "secretary", at=of(pk="connection")),
    "organization:end-connection POST": Door(
        "admin", "secretary", at=of(pk="connection"), answers=302
    ),
    "organization:new-unit POST": Door(
        "admin", "secretary", typed=lambda ids: {"name": "Phòng mới"}, answers=302
    ),
    "organization:close-unit POST": Door("admin", "secretary", 403, of(pk="desk"), answers=302),
}
