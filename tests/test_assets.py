"""The program finds its own files in a checkout, from a wheel and in a frozen build, and nothing else."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from places import ROOT
from reportdesk import __version__, assets

KINDS: tuple[assets.Kind, ...] = ("ui", "templates", "resources")


@pytest.fixture(autouse=True)
def fresh_root() -> Iterator[None]:
    assets._root.cache_clear()
    yield
    assets._root.cache_clear()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and from it the wheel, without the network."""
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = target.glob("*.whl")
    return built


def test_the_checkout_goes_before_any_copy() -> None:
    assert assets.path("resources", "forms") == ROOT / "resources" / "forms"


def test_an_absent_asset_is_told() -> None:
    with pytest.raises(FileNotFoundError, match=r"ui/no-such-page\.ui"):
        assets.path("ui", "no-such-page.ui")


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../pyproject.toml",
        "forms/../../pyproject.toml",
        "forms/..",
        "/etc/passwd",
        "//server/share",
        "forms//a.toml",
        "forms/",
        "./forms",
        "forms\\a.toml",
        "..\\pyproject.toml",
        "C:/Windows/win.ini",
        "C:win.ini",
        "forms/a.toml:stream",
        "forms\0",
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_an_unsafe_name_is_refused(kind: assets.Kind, name: str) -> None:
    with pytest.raises(ValueError, match="unsafe asset name"):
        assets.path(kind, name)


def test_an_unsafe_folder_is_refused() -> None:
    with pytest.raises(ValueError, match="unsafe asset name"):
        assets.names("resources", "../src")


def test_names_are_sorted_and_can_be_opened() -> None:
    found = assets.names("resources", "forms")
    assert found == sorted(found)
    assert "forms/disclosure-2021.toml" in found
    assert all(assets.path("resources", name).is_file() for name in found)


def test_names_leave_out_folders_and_hidden_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.svg", "a.svg", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(assets, "path", lambda _kind, _name: tmp_path)  # pyright: ignore[reportUnknownLambdaType]
    assert assets.names("resources", "icons") == ["icons/a.svg", "icons/b.svg"]


def test_a_frozen_build_finds_its_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = tmp_path / "reportdesk" / "_assets" / "resources"
    bundled.mkdir(parents=True)
    (bundled / "x.txt").touch()
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "elsewhere" / "reportdesk")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets.path("resources", "x.txt") == bundled / "x.txt"


def test_a_broken_installation_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "reportdesk")
    with pytest.raises(FileNotFoundError, match="assets are missing"):
        assets.path("resources", "forms")


def test_another_project_around_the_package_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "src" / "reportdesk")
    with pytest.raises(FileNotFoundError, match="assets are missing"):
        assets.path("resources", "forms")


@pytest.mark.slow
def test_the_wheel_holds_every_asset_of_the_checkout(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("reportdesk/_assets/")}
    expected = {
        f"reportdesk/_assets/{file.relative_to(ROOT).as_posix()}"
        for kind in KINDS
        for file in (ROOT / kind).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert held == expected


@pytest.mark.slow
def test_the_unpacked_wheel_finds_its_own_assets(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = (
        "import json, reportdesk; from reportdesk import assets;"
        "print(json.dumps([reportdesk.__version__, str(assets.path('resources', 'forms')),"
        " assets.names('resources', 'forms')]))"
    )
    # -S keeps the editable installation's path file from offering the checkout.
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    version, folder, names = json.loads(done.stdout)
    assert version == __version__
    assert Path(folder) == tmp_path / "reportdesk" / "_assets" / "resources" / "forms"
    assert names == assets.names("resources", "forms")
