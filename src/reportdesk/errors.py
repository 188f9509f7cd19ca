"""The one exception whose text is meant for the user."""


class ReportDeskError(Exception):
    """A fault of the input or the surroundings, which the user can mend; the text says what is wrong and where."""

    def __init__(self, message: str) -> None:
        """Keep the text for the user: one sentence in Chinese, complete in itself."""
        super().__init__(message)
        self.message = message
