"""The province's own tables are public; it never opens an agency's schema."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "oversight"

    def ready(self) -> None:
        from kernel import hooks
        from oversight import (
            cards,
            outbox,  # noqa: F401  the consumers of this layer
            selectors,
        )

        hooks.register(hooks.AUTHORITY, selectors.authority_of)
        hooks.register(hooks.AGENCY_OPENED, cards.agency_opened)
        hooks.register(hooks.AGENCY_CHANGED, cards.keep_card)
        hooks.register(hooks.MIGRATED, cards.keep_all_cards)
