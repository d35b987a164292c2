"""What a page says: sources and spiders that turn bytes into raw items, without interpreting them."""
