"""How many examples the properties of the core are tried on; KEUKENTAFEL_LONG asks for many more."""

import os

from hypothesis import settings

# No time limit per example: a busy machine is no fault of the code.
settings.register_profile("house", deadline=None)
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.load_profile("long" if os.environ.get("KEUKENTAFEL_LONG") else "house")
