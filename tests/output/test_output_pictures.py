"""Pictures: kind and size from their first bytes, whatever the file claims to be."""

import struct

import pytest

from output import samples
from reportdesk.output.pictures import Album, measure
from reportdesk.report.changes import Attachment

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(12)


@pytest.mark.parametrize(
    ("data", "measured"),
    [
        (samples.png(3, 2), ("png", 3, 2)),
        (JPEG, ("jpeg", 40, 30)),
        (b"GIF89a" + struct.pack("<HH", 7, 8), ("gif", 7, 8)),
        (b"BM" + bytes(16) + struct.pack("<ii", 9, -10), ("bmp", 9, 10)),
    ],
)
def test_the_kinds_that_word_processors_show(data: bytes, measured: tuple[str, int, int]) -> None:
    assert measure(data) == measured


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\x00", JPEG[:9], samples.png(0, 5)],
)
def test_other_kinds_and_broken_data_are_not_shown(data: bytes) -> None:
    assert measure(data) is None
    assert Album().add(Attachment("image/png", data), "") is None


def test_a_picture_is_kept_within_the_type_area() -> None:
    album = Album()
    for size in ((10_000, 10), (10, 10_000), (100, 50)):
        picture = album.add(Attachment("image/png", samples.png(*size)), "")
        assert picture and picture.width <= 442 * 12700 and picture.height <= 500 * 12700
        assert picture.width > 0 and picture.height > 0
    assert album.media_types() == [("png", "image/png")]
