"""The one exception that ends a command: a sentence a person can act on."""


class Told(Exception):
    """Stops the command; its message is all that is printed."""
