"""The province that is measured; it grows when a bench needs more of it."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django_tenants.utils import tenant_context

from infra.bench import filling
from infra.bench.browser import Browser
from infra.bench.database import owner
from infra.bench.sizes import Sizes
from infra.run.console import Console
from kernel.outbox.services import run_all
from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tenants.models import Agency
from tenants.services import address_of

OVERSEER = "giamsat"
UNPRINTED = ["documents.render"]  # no bench looks at a PDF
LIST = "/documents/"


class Province:
    """A migrated database with any number of agencies of twenty documents each."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes, self.console = sizes, Console()
        settings.DEBUG_PROPAGATE_EXCEPTIONS = True  # a page that fails says why
        settings.OIDC_ISSUER = ""  # people come in by password: pages are measured, not logins
        with owner():
            with self.console.step("Cập nhật cơ sở dữ liệu"):
                call_command("migrate", verbosity=0, stdout=_Nowhere())
            self._portal()
        with self.console.step("Tệp tĩnh"):
            call_command("collectstatic", interactive=False, verbosity=0)
        self.application = get_wsgi_application()

    def grow(self, count: int) -> list[Agency]:
        """So many agencies with twenty documents and their status published."""
        there = {agency.slug: agency for agency in Agency.objects.all()}
        wanted = filling.bodies(count)
        todo = [body for body in wanted if body.slug not in there]
        if todo:
            with self.console.step(f"Mở thêm {len(todo)} cơ quan"), owner():
                for body in todo:
                    there[body.slug] = _filled(body, filling.ROWS)
        return [there[body.slug] for body in wanted]

    def special(self, slug: str, fill: Callable[[filling.Team], object]) -> Agency:
        """One further agency, filled as a bench needs it."""
        found = Agency.objects.filter(slug=slug).first()
        if found is None:
            with self.console.step(f"Chuẩn bị {slug}"), owner():
                found = _filled(filling.ward(slug), 0, fill)
        return found

    def secretary_of(self, agency: Agency) -> Browser:
        """The secretary of an agency, logged in."""
        browser = Browser(self.application, address_of(agency.slug))
        return browser.enter(filling.SECRETARY, filling.PASSWORD)

    def overseer(self) -> Browser:
        """The overseer at the province's portal, logged in."""
        browser = Browser(self.application, address_of(settings.CHUAN_PORTAL))
        return browser.enter(OVERSEER, filling.PASSWORD)

    def _portal(self) -> None:
        from accounts.models import User

        if not User.objects.filter(username=OVERSEER).exists():
            create_platform_person(
                username=OVERSEER,
                full_name="Người giám sát",
                password=filling.PASSWORD,
                roles=[Role.OVERSEER],
                by=SYSTEM,
            )


def _filled(
    body: filling.Body, drafts: int, fill: Callable[[filling.Team], object] | None = None
) -> Agency:
    agency = filling.opened(body)
    with tenant_context(agency):
        team = filling.staffed()
        for number in range(1, drafts + 1):
            filling.drafted(team, f"QT.{number:03}")
        if fill:
            fill(team)
    run_all(leaving=UNPRINTED)
    return agency


class _Nowhere:
    def write(self, text: str) -> None:
        pass
