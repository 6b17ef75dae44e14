"""coptui: a console for people who cultivate communities of practice."""

__version__ = "0.1.0"
