"""The peer of typing: the same keys into a bare table of the same size, `bare_keys EDITS`."""

import sys

from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from benchmarks.drivers.keys import settle, type_into

ROWS, COLUMNS = 28, 7


class Table(QTableView):
    """A table in which Enter goes one row down."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go down on Enter, and on to the next column at the end."""
        if event.key() != 0x01000004:
            super().keyPressEvent(event)
            return
        index = self.currentIndex()
        place = (index.column() * ROWS + index.row() + 1) % (ROWS * COLUMNS)
        self.setCurrentIndex(self.model().index(place % ROWS, place // ROWS))


application = QApplication([])
window = QMainWindow()
view = Table()
model = QStandardItemModel(ROWS, COLUMNS)
view.setModel(model)
window.setCentralWidget(view)
window.resize(1366, 768)
window.show()
window.activateWindow()
view.setCurrentIndex(model.index(0, 0))
view.setFocus()
settle()
type_into(view, int(sys.argv[1]))
