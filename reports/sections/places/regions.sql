from price_by_region where country = 'US' and region is not null
