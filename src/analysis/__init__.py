"""Who says what about Russia-Belarus military cooperation, in whose voice, and how surely."""

__version__ = "0.1.0"
