"""What the candidates of a page mean: amounts, currency, service, times; and which of them are prices of services."""
