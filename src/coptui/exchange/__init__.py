"""What others' programs write, taken in and given back."""
