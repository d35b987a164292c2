/*
description: >-
  What claims that are lists name, one by one, and the words by which it is recognised: the names of the treatment in labels
  of services, the risks in the complications that accounts tell.
grain: one thing that one claim names
columns:
  part: The name or the risk, as the article has it.
  pattern: The regular expression that finds it, in small letters.
*/
select claim_id, part, pattern
from (
    values
        ('names', 'Russian lip-blushing', 'russian'),
        ('names', 'candy lips', 'cand(y|ies)[- ]?lips?'),
        ('names', 'micropigmentation', 'mi[ck]ropigment'),
        ('names', 'semi-permanent makeup', 'semi[- ]?perman'),
        ('names', 'Nanocolor Infusion', 'nano[- ]?colou?r'),
        ('risks', 'allergic reaction', '^allergic_reaction$'),
        ('risks', 'infection', '^infection$'),
        ('risks', 'scarring', '^(scarring|keloid)$'),
        ('risks', 'granuloma', '^granuloma$'),
        ('risks', 'pigment migration', '^pigment_migration$')
) as named(claim_id, part, pattern)
order by claim_id, part
