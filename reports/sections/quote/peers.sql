select compared, country, country_name, region, n, prices_usd::double[] as prices from quote_peer
