"""The one module that finds the program's own files: Designer files, templates and resources."""

import sys
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["ui", "templates", "resources"]

_PACKAGE = Path(__file__).resolve().parent
_FORBIDDEN_CHARACTERS = frozenset('\\:*?"<>|\0')


def path(kind: Kind, name: str) -> Path:
    """Return where an asset lies, a file or a folder, `name` being written with forward slashes.

    Raises ValueError for a name that could lead out of the folder or that Windows could not hold, and
    FileNotFoundError where the installation lacks the asset.
    """
    found = _root() / kind / _checked(name)
    if not found.exists():
        raise FileNotFoundError(f"no such asset: {kind}/{name}")
    return found


def names(kind: Kind, folder: str = "") -> list[str]:
    """List the files directly in a folder, sorted, as names that `path` takes; hidden files are left out."""
    directory = path(kind, folder) if folder else _root() / kind
    prefix = f"{folder}/" if folder else ""
    return sorted(f"{prefix}{entry.name}" for entry in directory.iterdir() if _is_listed(entry))


def _is_listed(entry: Path) -> bool:
    return entry.is_file() and not entry.name.startswith(".")


def _checked(name: str) -> str:
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts) or not _FORBIDDEN_CHARACTERS.isdisjoint(name):
        raise ValueError(f"unsafe asset name: {name!r}")
    return name


@cache
def _root() -> Path:
    # The checkout goes first: an editable install leaves a stale copy of the assets in site-packages.
    for candidate in (_checkout(), _PACKAGE / "_assets", _frozen()):
        if candidate is not None and (candidate / "resources").is_dir():
            return candidate
    raise FileNotFoundError("the program's assets are missing: neither a checkout nor an installation")


def _checkout() -> Path | None:
    root = _PACKAGE.parent.parent
    project = root / "pyproject.toml"
    if _PACKAGE.parent.name != "src" or not project.is_file():
        return None
    return root if 'name = "reportdesk"' in project.read_text(encoding="utf-8") else None


def _frozen() -> Path | None:
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle, "reportdesk", "_assets") if bundle else None
