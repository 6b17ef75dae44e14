"""Letters on their way out: templates in files, messages, and what carries them."""
