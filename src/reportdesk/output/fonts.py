"""Which of the faces that the page names this machine lacks, and what stands in for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from reportdesk.output.texts import Face, texts

_SECONDS = 20
_SYSTEM = "/etc/fonts/fonts.conf"


@dataclass(frozen=True, slots=True)
class Missing:
    """A face that this machine lacks; `instead` is what stands in, empty where nothing like it is there."""

    name: str
    instead: str

    def sentence(self) -> str:
        """Say so to the clerk."""
        return texts().say("fonts", "missing" if self.instead else "none", named=self.name, instead=self.instead)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file with faces, and which of them is meant."""

    file: str
    index: int


def missing(families: Collection[str]) -> list[Missing]:
    """Return the faces of the page that are not among these families of a machine."""
    known = {family.casefold() for family in families}
    lacking = [face for face in texts().faces if not known & {name.casefold() for name in (face.name, *face.also)}]
    return [Missing(face.name, next((like for like in face.likes if like.casefold() in known), "")) for face in lacking]


def advice() -> str:
    """Say what missing faces mean for the file."""
    return texts().words["fonts"]["advice"]


def installed() -> frozenset[str]:
    """Return the names of the families on this machine; empty where the system does not tell."""
    if sys.platform == "win32":
        return frozenset(_registered())
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    lines = _told(program, ":", "family").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(",") if name.strip())


def drawing_font() -> FontFile | None:
    """Return the file of a Chinese face to draw charts in, None where there is none."""
    wanted = texts().words["fonts"]["drawing"]
    face = next(face for face in texts().faces if face.name == wanted)
    known = {family.casefold() for family in installed()}
    program = shutil.which("fc-match")
    for name in (face.name, *face.also, *face.likes):
        if program and name.casefold() in known:
            file, _, index = _told(program, "-f", "%{file}\t%{index}", name).partition("\t")
            # The upper half of the number tells a variant of the face, not its place in the file.
            return FontFile(file, int(index) & 0xFFFF)
    there = (Path(path) for path in texts().font_files)
    return next((FontFile(str(path), 0) for path in there if path.is_file()), None)


def fontconfig() -> str:
    """Return a fontconfig file by which the likest families stand in for ours; empty on systems without fontconfig."""
    if not os.path.exists(_SYSTEM):  # noqa: PTH110
        return ""
    aliases = "".join(map(_alias, texts().faces))
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    return f'{head}<fontconfig>{aliases}<include ignore_missing="yes">{_SYSTEM}</include></fontconfig>\n'


def _told(*command: str) -> str:
    try:
        done = subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _alias(face: Face) -> str:
    prefer = "".join(f"<family>{escape(name)}</family>" for name in (*face.also, *face.likes))
    return f'<alias binding="same"><family>{escape(face.name)}</family><prefer>{prefer}</prefer></alias>'


def _registered() -> Iterator[str]:
    """Yield the families that Windows has registered, as "SimSun & NSimSun (TrueType)" without what is behind."""
    if sys.platform != "win32":
        return
    import winreg

    key = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, key) as fonts:
                for place in range(winreg.QueryInfoKey(fonts)[1]):
                    name = winreg.EnumValue(fonts, place)[0].partition(" (")[0]
                    yield from (part.strip() for part in name.split("&"))
        except OSError:
            continue
