"""What holds for every test: no display, no data of the user's, and the same order of examples in CI."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from places import SHARED

# Before anything imports Qt, which reads these once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="reportdesk-tests-")

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of published examples, or skip the test where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of published examples: set REPORTDESK_SHARED")
    return SHARED


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a data folder of its own, so that none touches the user's drafts."""
    folder = tmp_path / "data"
    monkeypatch.setenv("REPORTDESK_DATA", str(folder))
    return folder
