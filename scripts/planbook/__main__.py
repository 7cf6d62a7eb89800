"""Runs the command line as `python -m planbook`."""

import sys

from planbook.cli import main

sys.exit(main())
