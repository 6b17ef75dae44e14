"""One module a product: rows that are already text, told as what was found."""
