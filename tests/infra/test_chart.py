"""The chart is what its rules ask for, and every rule notices when it no longer is."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from infra.check import chart, manifests
from infra.check.manifests import Manifest

pytest.importorskip("helm_python", reason="helm-python-sdk không cài được trên máy này")

EXAMPLE = chart.CHART / "examples" / "khanhhoa.yaml"
SECRETS = {"SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "CACHE_URL"}
SECRETS |= {"OIDC_CLIENT_SECRET", "OIDC_ADMIN_CLIENT_SECRET"}


@pytest.fixture(scope="module")
def province() -> list[Manifest]:
    return chart.render(chart.read(EXAMPLE))


def one(province: list[Manifest], kind: str, name: str) -> Manifest:
    (found,) = [m for m in province if (m["kind"], m["metadata"]["name"]) == (kind, name)]
    return found


def pod_of(manifest: Manifest) -> dict[str, Any]:
    pod: dict[str, Any] = manifest["spec"]["template"]["spec"]
    return pod


def environment(manifest: Manifest) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in pod_of(manifest)["containers"][0]["env"]}


def test_the_example_has_no_fault() -> None:
    assert list(chart.faults_of(chart.read(EXAMPLE))) == []


def test_it_refuses_to_come_up_without_a_domain() -> None:
    assert chart.empty_values() == []


@pytest.mark.parametrize(
    "more",
    [
        {"image": {"digest": "sha256:" + "a" * 64}},
        {"files": {"existingClaim": "kho-tep"}},
        {"ingress": {"enabled": False}, "networkPolicy": {"enabled": False}},
        {"web": {"replicas": 1}, "worker": {"replicas": 1}, "ownerWorker": {"replicas": 0}},
        {"database": {"sslMode": "require", "caSecret": ""}},
        {"imagePullSecrets": [{"name": "kho-anh"}]},
    ],
)
def test_every_switch_leaves_the_rules_standing(more: dict[str, Any]) -> None:
    values = chart.read(EXAMPLE)
    merged = {**values, **{key: _merged(values.get(key), more[key]) for key in more}}
    assert list(chart.faults_of(merged)) == []


def _merged(old: Any, new: Any) -> Any:
    return {**old, **new} if isinstance(old, dict) and isinstance(new, dict) else new


@pytest.mark.parametrize(
    "wrong",
    [
        {"baseDomain": "https://chuan.example"},
        {"image": {"tag": "latest"}},
        {"database": {"sslMode": "disable"}},
        {"oidc": {"issuer": ""}},
        {"oidc": {"issuer": "http://dang-nhap.khanhhoa.example/realms/chuan"}},
        {"secrets": {"app": "chuan-app", "owner": "chuan-owner", "SECRET_KEY": "x"}},
        {"web": {"resources": {"limits": {"memory": None}}}},
        {"replicas": 3},
    ],
)
def test_values_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    from helm_python.errors import HelmValuesError

    with pytest.raises(HelmValuesError):
        chart.render({**chart.read(EXAMPLE), **wrong})


def test_secrets_are_named_and_never_held(province: list[Manifest]) -> None:
    named = {
        (name, entry["valueFrom"]["secretKeyRef"]["key"])
        for manifest in province
        if manifest["kind"] in ("Deployment", "Job")
        for name, entry in environment(manifest).items()
        if "valueFrom" in entry
    }
    assert named == {(name, name) for name in SECRETS}


def test_only_processes_of_the_owner_know_the_owners_address(province: list[Manifest]) -> None:
    knowing = {
        manifest["metadata"]["name"]
        for manifest in province
        if manifest["kind"] in ("Deployment", "Job")
        and "DATABASE_OWNER_URL" in environment(manifest)
    }
    assert knowing == {"chuan-migrate", "chuan-owner-worker"}
    assert "chuan-owner" not in str(one(province, "Deployment", "chuan-web"))


def test_every_agency_and_the_portal_are_reached_over_tls(province: list[Manifest]) -> None:
    ingress = one(province, "Ingress", "chuan-web")["spec"]
    hosts = ["chuan.khanhhoa.example", "*.chuan.khanhhoa.example"]
    assert [rule["host"] for rule in ingress["rules"]] == hosts
    assert ingress["tls"] == [{"secretName": "chuan-tls", "hosts": hosts}]


def test_files_survive_the_release(province: list[Manifest]) -> None:
    claim = one(province, "PersistentVolumeClaim", "chuan-files")
    assert claim["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"


def test_only_the_web_may_be_called(province: list[Manifest]) -> None:
    assert "ingress" not in one(province, "NetworkPolicy", "chuan-all")["spec"]
    (door,) = one(province, "NetworkPolicy", "chuan-web")["spec"]["ingress"]
    assert door["ports"] == [{"protocol": "TCP", "port": "http"}]
    assert door["from"]


def test_what_must_be_written_to_is_mounted(province: list[Manifest]) -> None:
    web = pod_of(one(province, "Deployment", "chuan-web"))["containers"][0]
    paths = {mount["mountPath"] for mount in web["volumeMounts"] if not mount.get("readOnly")}
    assert paths == {"/tmp", "/var/lib/chuan/files"}


# -- every rule is seen to notice ------------------------------------------------------------------

Break = Callable[[list[Manifest]], None]


def web(province: list[Manifest]) -> dict[str, Any]:
    return pod_of(one(province, "Deployment", "chuan-web"))


def hand_over(province: list[Manifest]) -> None:
    """The web process gets the owner's address, as one careless envFrom would do."""
    reference = {"secretKeyRef": {"name": "chuan-owner", "key": "DATABASE_OWNER_URL"}}
    web(province)["containers"][0]["env"].append(
        {"name": "DATABASE_OWNER_URL", "valueFrom": reference}
    )


def container(**changes: Any) -> Break:
    return lambda province: web(province)["containers"][0].update(changes)


def pod(**changes: Any) -> Break:
    return lambda province: web(province).update(changes)


def security(**changes: Any) -> Break:
    return lambda province: web(province)["containers"][0]["securityContext"].update(changes)


def without(kind: str) -> Break:
    def drop(province: list[Manifest]) -> None:
        province[:] = [manifest for manifest in province if manifest["kind"] != kind]

    return drop


def add(manifest: Manifest) -> Break:
    return lambda province: province.append(manifest)


def plain(name: str, value: str) -> Break:
    """An environment variable written into the chart."""
    return lambda province: web(province)["containers"][0]["env"].append(
        {"name": name, "value": value}
    )


def second_clock(province: list[Manifest]) -> None:
    one(province, "Deployment", "chuan-beat")["spec"]["replicas"] = 2


def late_migration(province: list[Manifest]) -> None:
    annotations = one(province, "Job", "chuan-migrate")["metadata"]["annotations"]
    annotations["helm.sh/hook"] = "post-upgrade"


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (hand_over, "vai trò app mà biết DATABASE_URL và DATABASE_OWNER_URL"),
        (container(envFrom=[{"secretRef": {"name": "chuan-owner"}}]), "envFrom"),
        (plain("API_TOKEN", "abc"), "API_TOKEN phải lấy từ Secret"),
        (plain("PROXY", "http://an:matkhau@proxy.example"), "địa chỉ kèm mật khẩu"),
        (add({"kind": "Secret", "metadata": {"name": "x"}}), "chart không được mang Secret"),
        (pod(securityContext={"runAsUser": 0}), "phải chạy bằng người dùng thường"),
        (pod(securityContext={}), "thiếu seccompProfile"),
        (pod(automountServiceAccountToken=True), "token của cụm"),
        (pod(hostNetwork=True), "hostNetwork"),
        (security(readOnlyRootFilesystem=False), "thiếu readOnlyRootFilesystem"),
        (security(allowPrivilegeEscalation=True), "phải cấm nâng quyền"),
        (security(capabilities={"drop": ["NET_RAW"]}), "phải bỏ mọi capability"),
        (container(resources={"requests": {"cpu": "1", "memory": "1Gi"}}), "limits.memory"),
        (container(image="registry.example:5000/chuan"), "phải ghi rõ phiên bản"),
        (container(image="chuan:latest"), "phải ghi rõ phiên bản"),
        (container(livenessProbe={}), "livenessProbe phải hỏi /healthz"),
        (container(readinessProbe={"httpGet": {"path": "/"}}), "readinessProbe phải hỏi /readyz"),
        (without("PodDisruptionBudget"), "thiếu PodDisruptionBudget"),
        (without("Service"), "không có Service nào"),
        (without("Job"), "thiếu Job nâng cấp"),
        (late_migration, "thiếu Job nâng cấp"),
        (second_clock, "phải đúng một bản"),
    ],
)
def test_a_broken_rule_is_noticed(province: list[Manifest], broken: Break, sentence: str) -> None:
    damaged = copy.deepcopy(province)
    broken(damaged)
    assert any(sentence in fault for fault in manifests.faults_of(damaged))


def test_an_object_kubernetes_would_refuse_is_noticed(province: list[Manifest]) -> None:
    damaged = copy.deepcopy(one(province, "Deployment", "chuan-web"))
    damaged["spec"]["replicas"] = "hai"
    assert any("spec.replicas" in fault for fault in chart._misfits(damaged))
