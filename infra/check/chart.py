"""The chart in `helm/` lints, renders, fits Kubernetes and keeps the rules of the house."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from infra.check import manifests
from infra.check.manifests import Manifest

CHART = Path(__file__).resolve().parents[2] / "helm"
VERSIONS = ("1.30", "1.37")  # the oldest the chart allows, the newest whose schemas we have
WARNING = 2


def main() -> int:
    """1 with one line per fault."""
    examples = sorted(CHART.glob("examples/*.yaml"))
    faults = [f"{path.name}: {fault}" for path in examples for fault in faults_of(read(path))]
    faults += empty_values()
    print("\n".join(faults) or f"{len(examples)} bộ giá trị mẫu đều đạt.")
    return 1 if faults or not examples else 0


def read(example: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(example.read_text("utf-8")) or {}
    return values


def faults_of(values: dict[str, Any], chart: Path = CHART) -> Iterator[str]:
    """What is wrong with the chart filled with these values."""
    from helm_python.chart import lint
    from helm_python.errors import HelmError

    for message in lint(chart, values, strict=True)["messages"]:
        if message["severity"] >= WARNING:
            yield f"{message['path']}: {message['error']}"
    try:
        rendered = render(values, chart)
    except HelmError as error:
        yield str(error)
        return
    for manifest in rendered:
        yield from _misfits(manifest)
    yield from manifests.faults_of(rendered)


def render(values: dict[str, Any], chart: Path = CHART) -> list[Manifest]:
    """Every object of the chart; raises HelmError when the values do not fit."""
    from helm_python import Chart

    with Chart.load(chart) as loaded:
        texts = loaded.render(values, name="chuan", namespace="chuan")
    return [
        document
        for template, text in sorted(texts.items())
        if template.endswith(".yaml")
        for document in yaml.safe_load_all(text)
        if document
    ]


def empty_values() -> list[str]:
    """A province without its domain must not come up under somebody else's."""
    from helm_python.errors import HelmError

    try:
        render({})
    except HelmError:
        return []
    return ["chart kết xuất được cả khi chưa khai tên miền"]


def _misfits(manifest: Manifest) -> Iterator[str]:
    import kubernetes_validate  # type: ignore[import-untyped]

    for version in VERSIONS:
        try:
            kubernetes_validate.validate(manifest, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            place = ".".join(str(step) for step in error.path)
            yield f"{manifests.title(manifest)}: {version}: {place}: {error.message}"
        except kubernetes_validate.SchemaNotFoundError as error:
            yield f"{manifests.title(manifest)}: {error.message}"


if __name__ == "__main__":
    sys.exit(main())
