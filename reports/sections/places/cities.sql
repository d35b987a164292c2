from price_by_city where country = 'US' and city is not null order by n desc, region nulls last, city limit 60
