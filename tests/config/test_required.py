"""A province's servers do not start unsafe: what is missing or weak is said in a sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "SECRET_KEY": "mot-khoa-du-dai-va-du-khac-nhau-0123456789-abcdefghij",
    "DATABASE_URL": "postgresql://chuan_app@127.0.0.1/chuan",
    "BROKER_URL": "redis://127.0.0.1/0",
    "CACHE_URL": "redis://127.0.0.1/1",
    "CHUAN_BASE_DOMAIN": "chuan.khanhhoa.gov.vn",
    "OIDC_ISSUER": "https://dang-nhap.invalid/realms/chuan",
    "OIDC_CLIENT_SECRET": "bi-mat-cua-ung-dung",
}
CHECK = ("-m", "config.cli", "check", "--deploy", "--fail-level", "WARNING")
NAMED_BY_THE_LOGIN = {"OIDC_ISSUER", "OIDC_CLIENT_SECRET"}


def check(**changed):
    return python(*CHECK, **changed)


def python(*words, **changed):
    given = {name: value for name, value in (SAFE | changed).items() if value}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = kept | given | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    return subprocess.run(
        [sys.executable, *(words if words[0] == "-m" else ("-c", *words))],
        env=environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_with_all_that_is_required_only_what_a_province_adds_later_is_warned_of():
    """A provider that is away, and no root certificates for signatures yet."""
    done = check()
    said = set(re.findall(r"chuan\.[EW]\d+|security\.W\d+", done.stderr))
    assert said == {"chuan.W001", "chuan.W002"}


@pytest.mark.parametrize("name", sorted(set(SAFE) - NAMED_BY_THE_LOGIN))
def test_what_is_missing_is_named_and_nothing_starts(name):
    done = check(**{name: ""})
    assert done.returncode == 1
    assert done.stderr == f"chuan: Thiếu biến môi trường {name}; xem mục 2 của operations.md.\n"


def test_the_owner_needs_the_address_of_the_owner():
    assert "DATABASE_OWNER_URL" in check(CHUAN_DATABASE_ROLE="owner").stderr


@pytest.mark.parametrize("key", ["ngan", "x" * 64])
def test_a_key_that_can_be_guessed_is_refused_and_not_repeated(key):
    done = check(SECRET_KEY=key)
    assert done.returncode == 1
    assert "ký tự ngẫu nhiên" in done.stderr
    assert key not in done.stderr


@pytest.mark.parametrize(
    ("given", "number", "said"),
    [
        ({"OIDC_ISSUER": ""}, "chuan.E001", "Thiếu OIDC_ISSUER"),
        ({"OIDC_ISSUER": "", "CHUAN_LOCAL_LOGIN": "off"}, "chuan.E001", "Thiếu OIDC_ISSUER"),
        ({"CHUAN_LOCAL_LOGIN": "on"}, "chuan.E001", "Đăng nhập bằng mật khẩu đang mở"),
        ({"OIDC_ISSUER": "http://dang-nhap.vn/realms/chuan"}, "chuan.E002", "https://"),
        ({"OIDC_CLIENT_SECRET": ""}, "chuan.E003", "OIDC_CLIENT_SECRET"),
        ({"CHUAN_SSO_HOST": "*"}, "chuan.E004", "dấu *"),
        ({"CHUAN_BASE_DOMAIN": "*.khanhhoa.gov.vn"}, "chuan.E004", "dấu *"),
    ],
)
def test_an_unsafe_login_is_refused_at_the_start_with_its_number(given, number, said):
    done = check(**given)
    assert done.returncode == 1
    assert done.stderr.startswith("chuan: ")
    assert done.stderr.count("\n") == 1
    assert number in done.stderr
    assert said in done.stderr


def test_the_web_itself_does_not_start_with_an_unsafe_login():
    done = python("import config.wsgi", CHUAN_LOCAL_LOGIN="on")
    assert done.returncode == 1
    assert "ImproperlyConfigured: Đăng nhập bằng mật khẩu đang mở" in done.stderr


@pytest.mark.parametrize("domain", ["localhost", "chuan.localhost", "example.com"])
def test_a_domain_of_a_trial_machine_is_refused(domain):
    assert f"CHUAN_BASE_DOMAIN={domain}" in check(CHUAN_BASE_DOMAIN=domain).stderr


@pytest.mark.parametrize("rate", ["600", "0/min", "nhiều/phút", "600/fortnight", "-1/min"])
def test_a_rate_that_is_none_is_told_before_the_first_request(rate):
    answer = check(CHUAN_API_RATE=rate)
    assert answer.returncode != 0
    assert "CHUAN_API_RATE" in answer.stdout + answer.stderr
