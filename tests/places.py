"""Where the tests find things."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("REPORTDESK_SHARED", ROOT.parent / "shared"))
"""Published reports and mock-ups used as examples; they lie beside the checkout and are not part of it."""
