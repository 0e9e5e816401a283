"""``python -m pyshma``: the command, where its folder is not among those that the shell searches."""

from .cli import main

if __name__ == "__main__":
    main()
