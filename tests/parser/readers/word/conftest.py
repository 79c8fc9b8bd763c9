"""The maker of Word files is a module that the tests of this folder import by name."""

import importlib.util
import sys
from pathlib import Path

_PATH = Path(__file__).with_name("made_docx.py")
_SPEC = importlib.util.spec_from_file_location("made_docx", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
sys.modules["made_docx"] = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sys.modules["made_docx"])
