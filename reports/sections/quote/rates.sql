select currency, usd_rate from exchange_rate order by currency
