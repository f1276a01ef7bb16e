"""The doors of logging in and of one's own account: the same at every house."""

from tests.architecture.doors.shapes import EVERYONE, PEOPLE, Door

ACCOUNTS = {
    "accounts:login GET": Door(EVERYONE),
    "accounts:login POST": Door(EVERYONE, answers=422),
    # Nobody has typed a password just now: the second step is tried in tests/accounts/local.
    "accounts:code GET": Door(EVERYONE, answers=422),
    "accounts:code POST": Door(EVERYONE, answers=422),
    "accounts:logout POST": Door(PEOPLE, answers=302),
    "accounts:account GET": Door(PEOPLE),
    "accounts:account POST": Door(PEOPLE, answers=422),
    "accounts:second-factor GET": Door(PEOPLE, answers=302),
    "accounts:second-factor POST": Door(PEOPLE, answers=302),
    "accounts:second-factor-begin POST": Door(PEOPLE, answers=302),
    "accounts:second-factor-off GET": Door(PEOPLE, answers=404),
    "accounts:second-factor-off POST": Door(PEOPLE, answers=404),
    "accounts:recovery-codes GET": Door(PEOPLE, answers=404),
    "accounts:recovery-codes POST": Door(PEOPLE, answers=404),
    "accounts:left GET": Door(EVERYONE),
    "accounts:leave-everywhere POST": Door(PEOPLE, answers=302),
    # Whoever has just logged in is sent on; what is asked of others is tried in tests/accounts.
    "accounts:confirm GET": Door(PEOPLE, answers=302),
    "accounts:confirm POST": Door(PEOPLE, answers=302),
    "accounts:language POST": Door(EVERYONE, answers=302),
    "accounts:csrf GET": Door(EVERYONE),
    # No identity provider here: what these doors do with one is tried in tests/accounts/sso.
    "accounts:sso-login GET": Door(EVERYONE, answers=404),
    "accounts:sso-finish GET": Door(EVERYONE, answers=404),
}
