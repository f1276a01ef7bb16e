"""What the house asks of the rendered objects of a chart, beyond their being valid Kubernetes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Manifest = dict[str, Any]
Rule = Callable[[list[Manifest]], Iterator[str]]

WITH_PODS = ("Deployment", "StatefulSet", "DaemonSet", "Job")
SECRET_NAME = re.compile(r"(URL|KEY|PASSWORD|TOKEN|SECRET)$")
CREDENTIALS = re.compile(r"\w+://[^\s/:@]*:[^\s/@]+@")


def faults_of(manifests: list[Manifest]) -> Iterator[str]:
    """Every broken rule as a sentence; nothing when all is well."""
    for rule in RULES:
        yield from rule(manifests)


def title(manifest: Manifest) -> str:
    return f"{manifest['kind']} {manifest['metadata']['name']}"


def _pods(manifests: list[Manifest]) -> Iterator[tuple[Manifest, dict[str, Any]]]:
    """Whatever runs, with the specification of its pod."""
    for manifest in manifests:
        if manifest["kind"] in WITH_PODS:
            yield manifest, manifest["spec"]["template"]["spec"]


def _containers(manifests: list[Manifest]) -> Iterator[tuple[str, dict[str, Any]]]:
    for manifest, pod in _pods(manifests):
        for container in [*pod.get("initContainers", []), *pod["containers"]]:
            yield f"{title(manifest)}, {container['name']}", container


def _environment(pod: dict[str, Any]) -> dict[str, Any]:
    """Name → entry, of all containers of a pod."""
    containers = [*pod.get("initContainers", []), *pod["containers"]]
    return {entry["name"]: entry for container in containers for entry in container.get("env", [])}


def _labels(manifest: Manifest) -> dict[str, str]:
    labels: dict[str, str] = manifest["spec"]["template"]["metadata"]["labels"]
    return labels


def no_secret_values(manifests: list[Manifest]) -> Iterator[str]:
    """A chart is printed, stored and sent around; it may name secrets, never hold them."""
    for manifest in manifests:
        if manifest["kind"] == "Secret":
            yield f"{title(manifest)}: chart không được mang Secret"
        if CREDENTIALS.search(repr(manifest)):
            yield f"{title(manifest)}: có địa chỉ kèm mật khẩu"
    for manifest, pod in _pods(manifests):
        for name, entry in _environment(pod).items():
            if SECRET_NAME.search(name) and "value" in entry:
                yield f"{title(manifest)}: {name} phải lấy từ Secret"


def hardened_pods(manifests: list[Manifest]) -> Iterator[str]:
    for manifest, pod in _pods(manifests):
        context = pod.get("securityContext", {})
        if context.get("runAsNonRoot") is not True or not context.get("runAsUser"):
            yield f"{title(manifest)}: phải chạy bằng người dùng thường (runAsNonRoot, runAsUser)"
        if context.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            yield f"{title(manifest)}: thiếu seccompProfile RuntimeDefault"
        if pod.get("automountServiceAccountToken") is not False:
            yield f"{title(manifest)}: không được gắn token của cụm"
        for network in ("hostNetwork", "hostPID", "hostIPC"):
            if pod.get(network):
                yield f"{title(manifest)}: không được dùng {network}"


def hardened_containers(manifests: list[Manifest]) -> Iterator[str]:
    for where, container in _containers(manifests):
        context = container.get("securityContext", {})
        if context.get("readOnlyRootFilesystem") is not True:
            yield f"{where}: thiếu readOnlyRootFilesystem"
        if context.get("allowPrivilegeEscalation") is not False or context.get("privileged"):
            yield f"{where}: phải cấm nâng quyền (allowPrivilegeEscalation: false)"
        if context.get("capabilities", {}).get("drop") != ["ALL"]:
            yield f"{where}: phải bỏ mọi capability"


def resources_are_set(manifests: list[Manifest]) -> Iterator[str]:
    """A limit on CPU is not asked for: it slows a busy page down on an idle machine."""
    for where, container in _containers(manifests):
        resources = container.get("resources", {})
        for part, name in (("requests", "cpu"), ("requests", "memory"), ("limits", "memory")):
            if name not in resources.get(part, {}):
                yield f"{where}: thiếu resources.{part}.{name}"


def images_are_pinned(manifests: list[Manifest]) -> Iterator[str]:
    for where, container in _containers(manifests):
        image = container["image"]
        name, _, tag = image.rpartition("/")[2].partition(":")
        if "@sha256:" not in image and tag in ("", "latest"):
            yield f"{where}: ảnh {name} phải ghi rõ phiên bản"


def served_pods_are_probed(manifests: list[Manifest]) -> Iterator[str]:
    """Alive and ready are two questions: a pod waiting for the database must not be killed."""
    probes = {"livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    for manifest, pod in _served(manifests):
        for probe, path in probes.items():
            found = pod["containers"][0].get(probe, {}).get("httpGet", {}).get("path")
            if found != path:
                yield f"{title(manifest)}: {probe} phải hỏi {path}, đang hỏi {found}"


def _served(manifests: list[Manifest]) -> Iterator[tuple[Manifest, dict[str, Any]]]:
    """Whatever a Service leads to."""
    selectors = [m["spec"]["selector"] for m in manifests if m["kind"] == "Service"]
    for manifest, pod in _pods(manifests):
        if any(selector.items() <= _labels(manifest).items() for selector in selectors):
            yield manifest, pod


def something_is_served(manifests: list[Manifest]) -> Iterator[str]:
    if not list(_served(manifests)):
        yield "không có Service nào dẫn tới một pod"


def several_pods_have_a_budget(manifests: list[Manifest]) -> Iterator[str]:
    budgets = [
        m["spec"]["selector"]["matchLabels"]
        for m in manifests
        if m["kind"] == "PodDisruptionBudget"
    ]
    for manifest, _pod in _pods(manifests):
        several = manifest["kind"] == "Deployment" and manifest["spec"]["replicas"] > 1
        if several and not any(b.items() <= _labels(manifest).items() for b in budgets):
            yield f"{title(manifest)}: thiếu PodDisruptionBudget"


def owner_and_app_keep_apart(manifests: list[Manifest]) -> Iterator[str]:
    """A process knows one database address, and the one that shapes tables is never served."""
    served = [title(manifest) for manifest, _ in _served(manifests)]
    for manifest, pod in _pods(manifests):
        environment = _environment(pod)
        role = environment.get("CHUAN_DATABASE_ROLE", {}).get("value")
        expected = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL"}.get(role or "")
        known = [name for name in ("DATABASE_URL", "DATABASE_OWNER_URL") if name in environment]
        if known != [expected]:
            yield f"{title(manifest)}: vai trò {role} mà biết {' và '.join(known) or 'không gì'}"
        if role == "owner" and title(manifest) in served:
            yield f"{title(manifest)}: vai trò owner không được nhận yêu cầu từ ngoài"
        if any("envFrom" in container for container in pod["containers"]):
            yield f"{title(manifest)}: envFrom đưa vào nhiều hơn những gì được nêu tên"


def migration_is_a_job_of_the_owner(manifests: list[Manifest]) -> Iterator[str]:
    for manifest, pod in _pods(manifests):
        hooks = manifest["metadata"].get("annotations", {}).get("helm.sh/hook", "")
        role = _environment(pod).get("CHUAN_DATABASE_ROLE", {}).get("value")
        releases = pod["containers"][0].get("args") == ["release"]
        if manifest["kind"] == "Job" and releases and role == "owner":
            if {"pre-install", "pre-upgrade"} <= set(hooks.split(",")):
                return
    yield "thiếu Job nâng cấp cơ sở dữ liệu bằng vai trò owner, chạy trước khi cài và nâng cấp"


def one_clock(manifests: list[Manifest]) -> Iterator[str]:
    """Two would send every scheduled task twice, also while one replaces the other."""
    for manifest, pod in _pods(manifests):
        if pod["containers"][0].get("args") == ["beat"]:
            spec = manifest["spec"]
            if (spec.get("replicas"), spec.get("strategy", {}).get("type")) != (1, "Recreate"):
                yield f"{title(manifest)}: phải đúng một bản và thay bằng Recreate"


RULES: tuple[Rule, ...] = (
    no_secret_values,
    hardened_pods,
    hardened_containers,
    resources_are_set,
    images_are_pinned,
    something_is_served,
    served_pods_are_probed,
    several_pods_have_a_budget,
    owner_and_app_keep_apart,
    migration_is_a_job_of_the_owner,
    one_clock,
)
