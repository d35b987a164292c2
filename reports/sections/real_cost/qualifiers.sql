-- How the comparable prices are stated, in the US.
select qualifier, count(*) as n
from lip_price
where country = 'US'
group by qualifier
order by n desc, qualifier
