"""`python -m stated`."""

from stated.cli import main

main(prog_name="stated")
