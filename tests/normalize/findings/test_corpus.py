"""The sentences and accounts of the development corpus are read as labelled, but for the failures listed here."""

import pytest

from pipeline.normalize.findings import read_findings
from tests.conftest import ROOT
from tests.normalize.findings.score import differences, equal, read

OWN = [*read(ROOT / "tests/data/review_sentences.jsonl"), *read(ROOT / "tests/data/review_accounts.jsonl")]
# Written and labelled by somebody who knew nothing of the tables; measured at first sight, then learnt from.
BY_ANOTHER = [
    *read(ROOT / "tests/data/review_sentences_by_another.jsonl"),
    *read(ROOT / "tests/data/review_accounts_by_another.jsonl"),
]
# Written by somebody else again: four findings in five at first sight, before anything was learnt from them.
BY_A_THIRD = [
    *read(ROOT / "tests/data/review_sentences_by_a_third.jsonl"),
    *read(ROOT / "tests/data/review_accounts_by_a_third.jsonl"),
]
LINES = [*OWN, *BY_ANOTHER, *BY_A_THIRD]

# (how the text begins, finding): what is not understood yet. A text that is read by now must leave the list.
KNOWN_FAILURES = {
    ("Faded to nothing within three months, so", "worth_it"),
    ("I'd pay $600 again.", "worth_it"),
    ("Barely any swelling, gone by bedtime.", "swelling_days"),
    ("All in all I've spent close to a grand o", "price_paid"),
    ("Came out looking like I'd been eating bl", "complications"),
    ("My whole appointment including the consu", "procedure_minutes"),
    ("She warned me that I might bruise, and I", "complications"),
    ("Had mine done in 2019 and five years lat", "longevity_months"),
    ("Asked for a soft nude and walked around ", "complications"),
    ("It hurt like a mother but now I'm so in ", "pain"),
    ("For me was not pain, only strange feelin", "pain"),
    ("More of an irritating feeling than actua", "pain"),
    ("Ngl that hurt way more than my microblad", "pain"),
    ("Wisdom teeth removal was agony, lips wer", "pain"),
    ("You'll feel some discomfort but it is ve", "pain"),
    ("Swelling was gone by the second morning.", "swelling_days"),
    ("I had them done two years ago and there ", "longevity_months"),
    ("I've been lipstick free for two years th", "longevity_months"),
    ("My lips are everything I dreamed of, tha", "worth_it"),
    ("You won't catch me doing this a second t", "would_repeat"),
    ("Crisp edges, no migration after 2 years.", "longevity_months"),
    ("Don't panic if they look too bright at f", "worth_it"),
    ("My arms bruise when you look at them, my", "complications"),
    ("Lips were so swollen I could barely spea", "complications"),
    ("Lips were so swollen I could barely spea", "swelling_days"),
    ("I spent 600 dollars on this and it looks", "complications"),
    ("I wanted to love this so much. The studi", "complications"),
    ("As an artist I see many clients who come", "complications"),
    ("Okay so everybody kept telling me that i", "swelling_days"),
    ("Can anybody help me? I had lip blush 3 w", "worth_it"),
    ("Worst experience ever. I found this lady", "swelling_days"),
    ("Got lip filler and lip blush within two ", "pain"),
    ("It faded so fast!! I did everything righ", "longevity_months"),
    ("Does anyone know if this is normal? I ha", "would_repeat"),
    ("Finally took the plunge last month! The ", "swelling_days"),
    ("Do not go here. I asked for a dusty pink", "complications"),
    ("Day 1: swollen and bright red. Day 2: sa", "swelling_days"),
    ("I come from Poland and my english is not", "healing_days"),
    ("Booked this as a 40th birthday treat and", "healing_days"),
    ("It's been three years since my lip blush", "would_repeat"),
    ("Pros: quick (80 minutes), no pain, lovel", "worth_it"),
    ("Pros: quick (80 minutes), no pain, lovel", "would_repeat"),
    ("They told me it would be a soft pink and", "currency"),
    ("They told me it would be a soft pink and", "price_paid"),
    ("My mum and I had it done on the same day", "would_repeat"),
    ("Went for the cheapest place I could find", "currency"),
    ("Went for the cheapest place I could find", "price_paid"),
    ("It hurt, sure, but I've sat through a ri", "pain_score_10"),
    ("I was dreading being swollen for a fortn", "swelling_days"),
    ("I forgot to take the tablets and yep, co", "complications"),
    ("Why has the ink spread into the skin aro", "complications"),
    ("My best mate says it's the best thing sh", "worth_it"),
    ("Only had the one session so far and love", "sessions"),
    ("Four sessions of saline to remove it, th", "worth_it"),
    ("Charged me 900 dollars, in Canada mind y", "currency"),
    ("The website promises up to 5 years. Mine", "longevity_months"),
    ("Were they supposed to vanish in two mont", "complications"),
    ("Were they supposed to vanish in two mont", "longevity_months"),
    ("I've read that you swell up for a week, ", "swelling_days"),
    ("I had 2 sessions and then a third becaus", "sessions"),
    ("My lips cost me 1500 zloty in Warsaw and", "touch_up_price"),
    ("I hated them for the first week, then th", "healing_days"),
    ("I loved them for the first week, then th", "healing_days"),
    ("You couldn't pay me to go through that a", "would_repeat"),
    ("DAY 1: Bright! Like really bright. A lit", "swelling_days"),
    ("Avoid avoid avoid. I found this place th", "complications"),
    ("Q: has anyone had lip blush done with da", "sessions"),
    ("Sooo my lips have been a journey. Sessio", "sessions"),
    ("I wanted to love this so badly. The colo", "complications"),
    ("Lots of people in the comments ask if it", "pain_score_10"),
    ("This is my story with tattooed lip liner", "longevity_months"),
    ("Follow up after 18 months. The colour is", "sessions"),
    ("I got my lips tattooed in Seoul on holid", "healing_days"),
    ("Can we talk about what happens if it goe", "complications"),
    ("Quick one: I'm a flight attendant and li", "would_repeat"),
    ("Mum and I went together as a little trea", "longevity_months"),
    ("So I promised my followers an honest cha", "worth_it"),
    ("Everything the artist told me in one lis", "touch_up_price"),
    ("My touch-up was an extra $125.", "currency"),
    ("I paid €380 for the first session and th", "touch_up_price"),
    ("Swelled up like a balloon, couldn't clos", "swelling_days"),
    ("Hmm I'd call it a 2 out of 10 on the pai", "pain"),
    ("She said to set aside three hours but it", "procedure_minutes"),
    ("A tad puffy to begin with lol, but flat ", "swelling_days"),
    ("peeling started on day 3 and was all ove", "healing_days"),
    ("still rocking the color from my 2021 ses", "longevity_months"),
    ("Got mine when my daughter was born and s", "longevity_months"),
    ("If she'd have me I'd go back next week, ", "would_repeat"),
    ("Already have my yearly colour boost in t", "would_repeat"),
    ("The annual refresh cost me $200.", "currency"),
    ("touch up was £80 on top", "currency"),
    ("Touch-up was free within 8 weeks, which ", "touch_up_price"),
    ("I'd forgotten I had cold sores as a kid.", "complications"),
    ("Had mine done at 62. Took about an hour ", "procedure_minutes"),
    ("My daughter treated me to it for my 60th", "procedure_minutes"),
    ("Felt like nothing?? I kept asking if she", "pain"),
    ("I get cold sores every winter and I got ", "complications"),
    ("Bought the voucher for £199, paid nothin", "procedure_minutes"),
    ("Bought the voucher for £199, paid nothin", "currency"),
    ("Bought the voucher for £199, paid nothin", "price_paid"),
    ("I'll start with the bad: I got cold sore", "complications"),
    ("Service: Lip blush\nDate: June\nCost: I pa", "pain"),
    ("Service: Lip blush\nDate: June\nCost: I pa", "healing_days"),
    ("I have dark, two tone lips from years of", "sessions"),
    ("Right, honest opinion from a 50 somethin", "healing_days"),
    ("lol so my bf got me a voucher for valent", "procedure_minutes"),
    ("Is it normal that at 5 weeks there's NO ", "swelling_days"),
    ("I am a permanent makeup artist and today", "swelling_days"),
    ("I am a permanent makeup artist and today", "procedure_minutes"),
    ("Pros\n- no more lipstick on coffee cups\n-", "pain"),
    ("Please look away if you're squeamish. I ", "complications"),
    ("I've had permanent lipstick since before", "longevity_months"),
    ("Went in on my lunch hour thinking it wou", "procedure_minutes"),
    ("One star. I rang three times about my he", "worth_it"),
    ("I saved for a year to have this done by ", "currency"),
    ("I saved for a year to have this done by ", "price_paid"),
    ("Brows: 2 sessions, £300, a lot of pain, ", "healing_days"),
    ("How long does it last? Everyone's differ", "touch_up_price"),
    ("Finally did it!!! After 2 years of stalk", "pain"),
    ("My experience was mixed so I'll try to b", "would_repeat"),
    ("Two weeks ago I was where you are, readi", "swelling_days"),
}


def wrong(line: dict[str, object]) -> set[str]:
    found = read_findings(str(line["text"]))
    return {name for name, expected, got in differences(line["findings"], found) if not equal(expected, got)}  # type: ignore[arg-type]


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line["text"])[:40])
def test_a_text_is_read_as_labelled(line: dict[str, object]) -> None:
    known = {name for begins, name in KNOWN_FAILURES if str(line["text"]).startswith(begins)}
    assert wrong(line) == known


@pytest.mark.parametrize("lines", [OWN, BY_ANOTHER, BY_A_THIRD], ids=["own", "by another", "by a third"])
def test_a_quarter_of_a_corpus_are_traps(lines: list[dict[str, object]]) -> None:
    """Texts that speak of what is looked for and tell nothing of the writer's own lips, or deny it."""
    assert len(lines) >= 200
    assert sum(not line["findings"] for line in lines) >= len(lines) / 4


def test_every_known_failure_is_of_a_text() -> None:
    texts = [str(line["text"]) for line in LINES]
    assert all(any(text.startswith(begins) for text in texts) for begins, _ in KNOWN_FAILURES)
