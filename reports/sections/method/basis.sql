select basis, count(*) as prices from lip_price group by basis order by prices desc, basis
