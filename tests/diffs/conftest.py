"""Lets the tests of this folder import the helpers beside them, on machines of any speed."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
