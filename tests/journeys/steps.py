"""What people do on the pages again and again: send, confirm, decide, enter a number."""

import re

from kernel import clock


def send(page, document, checker="", approver=""):
    page.goto(f"{document}send/")
    if checker:
        page.select_option("[name$=checker]", label=option(page, "checker", checker))
        page.select_option("[name$=approver]", label=option(page, "approver", approver))
    page.click("button[name=send]")
    page.wait_for_url(f"**{document}")


def option(page, field, name) -> str:
    return page.locator(f"[name$={field}] option", has_text=name).first.inner_text()


def confirm(page, document, step):
    page.goto(document)
    page.locator(f"a[href='#dialog-{step}']").first.click()
    page.click(f"#dialog-{step} button.go")
    page.locator(f"a[href='#dialog-{step}']").first.wait_for(state="detached")


def decide(page) -> str:
    page.goto("/documents/decisions/")
    page.locator("form[action$='/decisions/new/'] button.go").click()
    page.wait_for_url("**/versions/**")
    return "/documents" + re.search(r"/versions/[^/]+/", page.url)[0]


def enter_number(page, decision):
    page.goto(f"{decision}issue/")
    page.fill("[name=number]", "27")
    page.fill("[name=signed_on]", f"{clock.today():%d/%m/%Y}")
    page.locator("main form button.go").click()
    page.wait_for_url(f"**{decision}")


def fetch(page, address) -> bytes:
    """The file behind a link, with the cookies of this tab."""
    script = "async a => Array.from(new Uint8Array(await (await fetch(a)).arrayBuffer()))"
    return bytes(page.evaluate(script, address))


def no_complaints(*pages):
    assert [page.complaints for page in pages if page.complaints] == []
