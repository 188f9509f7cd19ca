"""What the set-up relies on: locks that pin everything and tell no address, and one version for all."""

import re
import tomllib
from pathlib import Path

import pytest

from places import ROOT
from reportdesk import __version__

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_tells_no_address_and_no_path(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    options = set(re.findall(r"(?m)(?:^|\s)(--?[a-z-]+)", text))
    assert options == {"--hash"}
    assert not re.search(r"(?m)(^|[\s=@])(/|\.\.?/|[A-Za-z]:\\)", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_with_hashes(lock: Path) -> None:
    entries = re.sub(r"\\\n", "", re.sub(r"(?m)^#.*\n", "", lock.read_text(encoding="utf-8"))).splitlines()
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:", entry), entry


def test_the_three_locks_agree() -> None:
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8")):
            pins.setdefault(name, set()).add(version)
    assert len(LOCKS) == 3
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_qt_stays_at_the_last_version_for_old_desktops() -> None:
    runtime = (ROOT / "requirements" / "runtime.lock").read_text(encoding="utf-8")
    assert "\npyside6-essentials==6.9.3 " in runtime
    assert "\nshiboken6==6.9.3 " in runtime


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = (ROOT / "requirements" / "runtime.lock").read_text(encoding="utf-8")
    names = [re.split(r"[^A-Za-z0-9-]", dependency)[0].lower() for dependency in project["dependencies"]]
    assert [name for name in names if f"\n{name}==" not in runtime] == []


def test_the_changelog_knows_the_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_system_packages_tell_how_they_are_found() -> None:
    lines = (ROOT / "packaging" / "apt-packages.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if line and not line.startswith("#")]
    assert all(len(entry) == 3 for entry in entries)
    assert {group for group, _, _ in entries} == {"venv", "qt", "window", "font", "test"}
    assert {probe.partition(":")[0] for _, _, probe in entries} == {"lib", "cmd", "py", "font"}
