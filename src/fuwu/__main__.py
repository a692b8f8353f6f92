"""``python -m fuwu``: the same as ``fuwu``."""

import sys

from fuwu.cli import main

sys.exit(main())
