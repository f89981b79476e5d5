"""English function words: they tell of how a text is written, not of what it is about."""

from __future__ import annotations

# Pronouns, articles, conjunctions, prepositions, auxiliaries and adverbs of degree, of three letters and
# more (shorter words are never counted); numerals up to ten.
_WORDS = (
    "about above across after again against ago all almost along already also although always among "
    "and another any anyone anything are aren't around aside away back because been before behind "
    "being below beside besides between beyond both but can can't cannot could couldn't despite did "
    "didn't does doesn't doing don't done down during each either else enough even ever every "
    "everyone everything except few for from further had hadn't has hasn't have haven't having hence "
    "her here hers herself him himself his how however i'd i'll i'm i've into isn't it's its itself "
    "just least less let let's like many may maybe me might mine more moreover most much must "
    "mustn't my myself near neither never nevertheless next nobody none nor not nothing now off "
    "often once one ones only onto other others otherwise ought our ours ourselves out over own per "
    "perhaps quite rather really same several shall she she's should shouldn't since some someone "
    "something sometimes somewhat soon still such than that that's the their theirs them themselves "
    "then there there's therefore these they they're they've this those though through throughout "
    "thus till together too toward towards two three four five six seven eight nine ten under unless "
    "until upon us very via was wasn't we we'll we're we've well were weren't what what's whatever "
    "when where whereas whether which while who whoever whole whom whose why will with within "
    "without won't would wouldn't yes yet you you're your yours yourself yourselves "
)
FUNCTION_WORDS = frozenset(_WORDS.split())
