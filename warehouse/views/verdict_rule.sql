/*
description: >-
  How a claim is judged: by its form, what may be found when it is held against one kind of evidence, and the verdict that
  follows. The first that applies counts; claim_measure applies them. "It" is what is claimed.
grain: one finding for one form of claim
columns:
  form: The form of claim; any for every form.
  position: The order in which the rules are tried.
  finding: Names what is found.
  verdict: "The verdict that follows. too low: the article tells of less than was found; too high: of more."
  reason: The finding in words, for a reader.
  applies: When it applies.
*/
select form, position, finding, verdict, reason, applies
from (
    values
        ('rule', 1, 'contradicted', 'cannot tell yet', 'Pages contradict each other',
            'Two pages or more answer, and differently.'),
        ('any', 2, 'few', 'cannot tell yet', 'Fewer than five are too few to judge by',
            'Fewer than five speak to it, whatever they say.'),
        ('typical_number', 3, 'within', 'holds', 'What is usual lies within it, beyond chance',
            'The whole 95 % interval of the median and, where it is a range, the middle half lie within it, give or take a tenth.'),
        ('typical_number', 4, 'typical within', 'roughly', 'The typical one lies within it, but not all that is usual',
            'The median lies within it, give or take a tenth.'),
        ('typical_number', 5, 'above', 'too low', 'What is typical lies above it, beyond chance',
            'The whole 95 % interval of the median lies above it by more than a tenth.'),
        ('typical_number', 6, 'below', 'too high', 'What is typical lies below it, beyond chance',
            'The whole 95 % interval of the median lies below it by more than a tenth.'),
        ('typical_number', 7, 'undecided', 'cannot tell yet', 'The typical one lies outside it, but that may be chance',
            'The median lies outside it, its 95 % interval does not.'),
        ('typical_case', 3, 'most', 'holds', 'Three quarters or more are as claimed',
            'Three quarters or more are as claimed, and the whole 95 % interval of that share is above a half.'),
        ('typical_case', 4, 'half', 'roughly', 'At least half are as claimed, but not clearly most',
            'At least half are as claimed.'),
        ('typical_case', 5, 'more', 'too low', 'Most tell of more than the article does, beyond chance',
            'The whole 95 % interval of the share is below a half, and more of the others tell of more than of less.'),
        ('typical_case', 6, 'less', 'too high', 'Most tell of less than the article does, beyond chance',
            'The whole 95 % interval of the share is below a half, and more of the others tell of less than of more.'),
        ('typical_case', 7, 'undecided', 'cannot tell yet', 'Fewer than half are as claimed, but that may be chance',
            'Fewer than half are as claimed, but the 95 % interval of that share reaches a half, or the others are divided.'),
        ('possible', 3, 'found', 'holds', 'It was found', 'Each thing that is said to occur was found at least once.'),
        ('possible', 4, 'partly found', 'roughly', 'Some of it was found; what was not may exist all the same',
            'Some of the things that are said to occur were found.'),
        ('possible', 5, 'not found', 'cannot tell yet', 'It was not found, which does not refute it',
            'None was found. That refutes nothing: how large a share can have been missed is told.'),
        ('rule', 3, 'agreed', 'holds', 'All pages that answer say so', 'All pages that answer are as claimed.'),
        ('rule', 4, 'more', 'too low', 'All pages that answer tell of more than the article does',
            'All pages that answer tell of a rule that is not claimed, or of a stricter one.'),
        ('rule', 5, 'less', 'too high', 'All pages that answer tell of less than the article does',
            'All pages that answer tell of no such rule, or of a milder one.')
) as rule(form, position, finding, verdict, reason, applies)
order by form, position
