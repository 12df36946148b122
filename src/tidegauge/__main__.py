"""`python -m tidegauge` is the command line."""

from tidegauge.views.cli import main

main()
