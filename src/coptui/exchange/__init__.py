"""What others' programs write, taken in and given back."""

from coptui.exchange.reading import read

__all__ = ["read"]
