"""The house answers a browser: its own address, its own people, nobody else's."""


def test_the_secretary_finds_her_work_under_the_name_of_her_agency(house):
    secretary, *_others = house.team()
    page = house.tab(secretary)
    assert "UBND phường Tân Hải" in page.inner_text("header")
    assert page.complaints == []


def test_nobody_is_led_to_the_login(house):
    page = house.tab()
    page.goto("/documents/")
    assert "/login/" in page.url
    assert page.complaints == []


def test_a_person_of_alpha_is_nobody_at_beta(house):
    secretary, *_others = house.team()
    page = house.tab(slug="beta")
    page.goto("/login/")
    page.fill("[name=username]", secretary.username)
    page.fill("[name=password]", "mat-khau-dai-14-ky-tu")
    page.click("main button.go")
    page.wait_for_selector(".errors, .err")
    assert "/login/" in page.url
