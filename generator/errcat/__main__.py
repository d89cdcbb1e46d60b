"""`python -m errcat` is `errcat`."""

from errcat.cli import main

if __name__ == "__main__":
    main()
