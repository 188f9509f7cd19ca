"""The user's error carries its sentence unchanged."""

from reportdesk.errors import ReportDeskError


def test_the_message_is_kept_and_printed() -> None:
    error = ReportDeskError("第 3 行不是数字：三万")
    assert error.message == "第 3 行不是数字：三万"
    assert str(error) == error.message
