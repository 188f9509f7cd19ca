"""The pictures in a .docx that this program wrote, with their captions; those of other files are never loaded."""

from __future__ import annotations

from reportdesk.intake.published.errors import IntakeError
from reportdesk.intake.published.package import Element, Package, xml
from reportdesk.intake.published.parts import Picture
from reportdesk.report.changes import Attachment

_RELATIONS = "word/_rels/document.xml.rels"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LABEL = "Caption"
_LARGEST = 20_000_000


class Pictures:
    """Looks pictures up while the document is gone through from top to bottom."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._label: Element | None = None
        relations = xml(package.read(_RELATIONS)) if package.has(_RELATIONS) else ()
        self._targets = {relation.get("Id") or "": relation.get("Target") or "" for relation in relations}

    def found(self, drawing: Element) -> Picture:
        """Return what a drawing shows; nothing where that is not within the file or too large."""
        frame = next(drawing.iter(f"{_PLACED}docPr"), None)
        image = next(drawing.iter(f"{_DRAWING}blip"), None)
        target = self._targets.get((image.get(f"{_R}embed") or "") if image is not None else "", "")
        name = f"word/{target}"
        self._label = _below(drawing)
        caption = (frame.get("title") or "") if frame is not None else ""
        if not self._package.has(name) or self._package.size(name) > _LARGEST:
            return Picture(caption)
        try:
            data = self._package.read(name)
        except IntakeError:  # a picture alone does not make the report unreadable
            return Picture(caption)
        return Picture(caption, Attachment(f"image/{name.rpartition('.')[2]}", data))

    def is_label(self, paragraph: Element) -> bool:
        """Tell the paragraph that is the label of the picture before it."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return paragraph is self._label and style is not None and style.get(f"{_W}val") == _LABEL


def _below(drawing: Element) -> Element | None:
    """Return the paragraph under a picture's own."""
    paragraph = next((outer for outer in drawing.iterancestors() if outer.tag == f"{_W}p"), None)
    return paragraph.getnext() if paragraph is not None else None
