"""`python -m reciproque` is the console command."""

from reciproque.config.command import main

main()
