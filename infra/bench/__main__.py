"""`python -m infra.bench [names] [--quick]`: run benches, print the table, fail on a missed one."""

import argparse
import importlib
import sys

import django

from infra.bench.report import closing, line
from infra.bench.result import Result
from infra.bench.sizes import FULL, QUICK, Sizes

# In this order: the province grows from bench to bench, and the last one changes its shape.
BENCHES = {
    "opening": "mở cơ quan ÷ DDL trần",
    "requests": "yêu cầu giữa nhiều cơ quan ÷ một lược đồ",
    "statements": "số câu lệnh của mỗi trang",
    "overview": "tổng quan của tỉnh ÷ một trang danh sách",
    "manual": "sổ tay 60 khối: trang và DOCX",
    "searching": "tìm trong 100.000 khối ÷ một trang danh sách",
    "slips": "20 trong 100.000 phiếu, lọc và xếp ÷ một trang danh sách",
    "comparing": "so sánh hai lần ban hành của sổ tay 100 trang ÷ đọc nó",
    "merging": "trộn bản cập nhật 400 khối ÷ so sánh; trang xem nó ÷ trang đọc",
    "printing": "in sổ tay 100 trang: mỗi trang ÷ mỗi trang của bản 10 trang",
    "simulating": "chạy thử bản thảo bộ mẫu trên mọi cơ quan, hai tiến trình",
    "editing": "sổ tay 100 trang trong trang soạn ÷ một quy trình",
    "first_page": "trang đầu tiên, chưa có gì trong bộ nhớ đệm",
    "signing_on": "Keycloak: tổ chức thứ 500 ÷ tổ chức đầu tiên",
    "migrating": "nâng cấp song song ÷ django-tenants nguyên bản",
}


def main(words: list[str]) -> int:
    """0 when every budget is kept, 1 when one is missed."""
    asked = _asked(words)
    django.setup()
    results = _measured(asked.benches or list(BENCHES), QUICK if asked.quick else FULL)
    print("\n" + closing(results))
    return 0 if all(result.met for result in results) else 1


def _asked(words: list[str]) -> argparse.Namespace:
    listed = "\n".join(f"  {name:11} {title}" for name, title in BENCHES.items())
    parser = argparse.ArgumentParser(
        prog="make bench ARGS=…",
        epilog=f"Các phép đo:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("benches", nargs="*", choices=[*BENCHES, []], help="tên các phép đo")
    parser.add_argument("--quick", action="store_true", help="ít cơ quan, ít vòng: chỉ để thử")
    return parser.parse_args(words)


def _measured(names: list[str], sizes: Sizes) -> list[Result]:
    from infra.bench.province import Province

    province, results = Province(sizes), []
    for name in (each for each in BENCHES if each in names):
        print(f"\n{name}: {BENCHES[name]}", flush=True)
        for result in importlib.import_module(f"infra.bench.{name}").measure(province):
            print(f"  {line(result)}", flush=True)
            results.append(result)
    return results


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
