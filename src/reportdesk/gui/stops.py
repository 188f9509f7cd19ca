"""Where an area that scrolls by the pixel comes to rest: nothing stands half at its top."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reportdesk.gui.looks import is_zoom

_NOTCH = 120  # of a wheel, in eighths of a degree
_AGAIN = 0.2  # of the view that is seen again after a step inside something higher than the view


class Stops(QObject):
    """Moves an area to the stops that `spans` leads to: tops and heights, from the top, of what is to be seen whole."""

    def __init__(self, area: QAbstractScrollArea, spans: Callable[[], Iterable[tuple[int, int]]], notch: int) -> None:
        super().__init__(area)
        self._area, self._spans, self._notch = area, spans, notch
        self._known: list[int] | None = None
        self._at = self._turned = 0
        area.verticalScrollBar().rangeChanged.connect(self.renew)
        area.verticalScrollBar().valueChanged.connect(self._on_value_changed)

    def forget(self) -> None:
        """Look for the stops anew, since something else is shown or it is laid out anew."""
        self._known = None

    def renew(self) -> None:
        """Reach as far as the last stop, which is further than Qt goes, and stay at a stop."""
        self.forget()
        bar, stops = self._area.verticalScrollBar(), self._stops()
        self._at = stops[bisect_right(stops, max(0, bar.value())) - 1]
        bar.setMaximum(stops[-1])
        bar.setValue(self._at)

    def turn(self, event: QWheelEvent) -> None:
        """Go on by a few stops for every notch of a wheel; a finer wheel adds up to a notch.

        Ctrl+wheel is left to the window, which changes the text size.
        """
        if is_zoom(event):
            event.ignore()
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        stops = self._stops()
        place = bisect_right(stops, self._at) - 1 - notches * self._notch
        self._area.verticalScrollBar().setValue(stops[min(max(0, place), len(stops) - 1)])
        event.accept()

    def show(self, top: int, bottom: int) -> None:
        """Go no further than needed to see a span, or its top where it is higher than the view."""
        bar, height, stops = self._area.verticalScrollBar(), self._area.viewport().height(), self._stops()
        if top < self._at or bottom - top > height:
            bar.setValue(stops[bisect_right(stops, max(0, top)) - 1])
        elif bottom > self._at + height:
            bar.setValue(next((stop for stop in stops if stop + height >= bottom), stops[-1]))

    def _stops(self) -> list[int]:
        """Return the stops, up to the first from which all that follows is in view."""
        if self._known is None:
            stops = sorted({0, *_tops(self._spans(), self._area.viewport().height())})
            bar = self._area.verticalScrollBar()
            last = next((stop for stop in stops if stop >= bar.maximum()), bar.maximum())
            self._known = [*(stop for stop in stops if stop < last), last]
        return self._known

    def _on_value_changed(self, value: int) -> None:
        stops = self._stops()
        bar = self._area.verticalScrollBar()
        self._at = nearest(stops, value) if bar.isSliderDown() else rest(stops, self._at, value)
        bar.setValue(self._at)


def nearest(stops: Sequence[int], value: int) -> int:
    """Return the stop nearest to a place."""
    return min(stops, key=lambda stop: abs(stop - value))


def rest(stops: Sequence[int], at: int, value: int) -> int:
    """Return the last stop on the way from one place to another, but at least the next, so that nothing is left out."""
    if value >= at:
        passed = [stop for stop in stops if at < stop <= value]
        return passed[-1] if passed else next((stop for stop in stops if stop >= value), stops[-1])
    passed = [stop for stop in stops if value <= stop < at]
    return passed[0] if passed else stops[max(0, bisect_right(stops, value) - 1)]


def _tops(spans: Iterable[tuple[int, int]], view: int) -> Iterator[int]:
    """Yield where spans begin, and places inside those that are higher than the view."""
    for top, height in spans:
        yield top
        if height > view > 0:
            yield from range(top, top + height - view, max(1, round(view * (1 - _AGAIN))))
            yield top + height - view
