"""The peer of our start: a bare window with one Chinese table."""

from PySide6.QtCore import QLocale
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from benchmarks.drivers.painted import leave_when_painted

ROWS, HEADS = 12, ("单位", "年度", "状态", "已填", "错误", "提醒", "上次修改")

QLocale.setDefault(QLocale("zh_CN"))
application = QApplication([])
window = QMainWindow()
window.setWindowTitle("政府信息公开工作年度报告")
model = QStandardItemModel()
model.setHorizontalHeaderLabels(HEADS)
for row in range(ROWS):
    model.appendRow([QStandardItem(f"{head}第{row}行") for head in HEADS])
view = QTableView()
view.setModel(model)
window.setCentralWidget(view)
window.resize(1200, 760)
window.show()
leave_when_painted()
