"""Reports for other people: the same values as Markdown, as a web page to print, and as records."""
