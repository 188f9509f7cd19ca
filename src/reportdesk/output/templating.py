"""The templates of one kind of file: markup is escaped, what that kind cannot hold is dropped."""

from __future__ import annotations

import re
from functools import cache

import jinja2

from reportdesk import assets


@cache
def environment(folder: str, illegal: re.Pattern[str]) -> jinja2.Environment:
    """Return the templates of a folder; `illegal` are the characters to drop from what is put in."""

    def legal(value: object) -> object:
        return illegal.sub("", value) if type(value) is str else value

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.path("templates", folder)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=legal,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
