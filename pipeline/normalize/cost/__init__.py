"""What a sentence of an article or cost guide says that something costs."""
