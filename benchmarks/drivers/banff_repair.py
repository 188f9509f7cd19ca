"""Run by an interpreter that has banff: read records and edits (JSON), print seconds and chosen cells of each record.

The clock runs over one call of its error localisation with one record, as long as the library itself takes.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Localise the errors of one record after another."""
    given: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    logging.disable(logging.CRITICAL)
    banff: Any = importlib.import_module("banff")
    pandas: Any = importlib.import_module("pandas")
    found: list[dict[str, object]] = []
    for record in given["records"]:
        table = pandas.DataFrame([{"id": "a", **{cell: float(figure) for cell, figure in record.items()}}])
        start = time.perf_counter()
        call = banff.errorloc(
            indata=table, edits=given["edits"], unit_id="id", capture=True, time_per_obs=given["seconds"]
        )
        seconds = time.perf_counter() - start
        status = call.outstatus
        chosen = [] if status is None else pandas.DataFrame(status.to_pydict())["FIELDID"].tolist()
        found.append({"seconds": seconds, "cells": chosen})
    Path(sys.argv[2]).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
