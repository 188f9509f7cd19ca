"""One window per data folder: a second start asks the first to come forward and ends."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from reportdesk.store.place import LOCK_NAME

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_TRIES, _PAUSE = 10, 50  # milliseconds each


class SingleWindow(QObject):
    """Listens for later starts on the same data folder; `asked` comes once for each.

    A lock file tells whether this start is the first, so that the network classes are loaded after the first paint.
    """

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        whole = str(folder.resolve()).encode("utf-8", "surrogatepass")
        self._name = f"reportdesk-{zlib.crc32(whole):08x}{zlib.adler32(whole):08x}"
        self._folder = folder
        self._lock = QLockFile(str(folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Tell whether no other window has this folder open; otherwise ask that one to come forward.

        A window that holds the folder but does not answer (on another computer, or hung) does not stop this one: the
        store keeps the two from overwriting each other.
        """
        return self._is_locked() or not self._answers()

    def listen(self) -> None:
        """Begin to answer later starts; called once the window is painted, as the network classes take a while."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        if not self._server.listen(self._name):
            # A killed program leaves its socket behind on Linux; nobody answers there.
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening and leave the folder to others."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _is_locked(self) -> bool:
        """Take the lock; False where another window has it. A folder that takes no lock is judged by the store."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def _answers(self) -> bool:
        from PySide6.QtCore import QThread
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        # A window that is only just opening holds the folder before it listens.
        for _ in range(_TRIES):
            socket.connectToServer(self._name)
            if socket.waitForConnected(_PAUSE):
                socket.disconnectFromServer()
                return True
            QThread.msleep(_PAUSE)
        return False

    def _on_server_new_connection(self) -> None:
        if self._server is not None:
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            self.asked.emit()
