"""Words for who speaks: pronouns, offices, bodies, and those who stay without a name."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.extract.word_sets import word_set

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "both", "the two"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
INDEFINITE = frozenset({"a", "an", "some", "one", "another"})
POSSESSIVE = frozenset({"his", "her", "its", "their"})

# Someone in an office: "the minister" is whoever held it when last named.
OFFICES = word_set(
    "minister president premier chancellor secretary general spokesman spokeswoman spokesperson "
    "ambassador envoy commander chief head director chairman chairwoman chairperson leader governor "
    "mayor diplomat colonel admiral marshal deputy senator adviser advisor aide king pope patriarch "
    "politician speaker lawmaker representative"
)
# Who holds the same office elsewhere.
COUNTERPARTS = frozenset({"counterpart", "colleague"})
# A body: "the ministry" is the one last named.
BODIES = word_set(
    "ministry department service office agency administration government parliament council committee "
    "commission command headquarters staff army navy police embassy court company bank party alliance "
    "bloc union organisation organization delegation leadership side authority military force country "
    "nation state republic newspaper channel kremlin"
)
# Bodies that stand for the state they belong to.
OF_STATE = word_set("government authority leadership side delegation military army force parliament people")
# Parts of a body that speak for it.
PARTS = word_set(
    "service office department spokesman spokeswoman spokesperson statement release representative "
    "website account channel press page readout communique"
)
# Parts of an office that speak for the state or body in which it is held: "the president's office".
OFFICE_PARTS = word_set(
    "service office administration presidency secretary spokesman spokeswoman spokesperson"
)
# What is called by the office-holder whose it is: "Brandt's ministry".
MINISTRIES = word_set("ministry department")
# People without a name, where no name stands beside.
PEOPLE = word_set(
    "official source analyst expert observer critic diplomat correspondent journalist reporter media "
    "lawmaker politician adviser aide insider researcher scholar economist scientist historian "
    "activist supporter opponent resident witness soldier officer troop veteran commander general "
    "minister leader spokesman spokeswoman spokesperson representative member participant expert "
    "commentator blogger user voter citizen prosecutor lawyer judge investigator ally partner "
    "neighbour neighbor person people man woman group organisation organization outlet report "
    "specialist strategist pundit pollster executive employee worker volunteer protester attendee "
    "friend family colleague director senator ambassador envoy defector prisoner hacker"
)
# Of these, who can be "he" or "she".
PERSONS = PEOPLE - word_set("media troop group organisation organization outlet report people family staff")
# Kind of a source without a name -> the words for it; the first kind that has a word takes it.
_UNNAMED_KINDS = {
    "sources": word_set("source insider"),
    "diplomats": word_set("diplomat ambassador envoy negotiator"),
    "military": word_set(
        "soldier officer troop commander general colonel admiral marshal veteran military army"
    ),
    "officials": word_set(
        "official aide adviser advisor minister leader spokesman spokeswoman spokesperson representative "
        "secretary deputy director chief head president authority government administration governor mayor"
    ),
    "analysts": word_set(
        "analyst expert observer researcher scholar economist scientist historian specialist strategist "
        "pundit commentator critic pollster professor"
    ),
    "journalists": word_set(
        "journalist reporter correspondent media outlet newspaper press blogger editor interviewer questioner"
    ),
    "lawmakers": word_set("lawmaker politician senator deputy legislator"),
    "lawyers": word_set("prosecutor lawyer judge investigator attorney police"),
    "activists": word_set("activist opponent supporter volunteer protester campaigner"),
    "residents": word_set(
        "resident witness citizen voter user people person man woman family friend neighbour"
    ),
    "participants": word_set("participant respondent member attendee delegate"),
}

# "People familiar with the matter", "a person with knowledge of the talks": sources, not just anybody.
ANYBODY = word_set("people person man woman")
IN_THE_KNOW = word_set("familiar briefed knowledge close")


def kind_of_unnamed(lemma: str) -> str:
    """Return the kind of a source without a name, one of vocabulary.UNNAMED_KINDS: of "analyst" analysts."""
    return next((kind for kind, lemmas in _UNNAMED_KINDS.items() if lemma in lemmas), "other")


# Words of the offices whose holders are "the leaders".
LEADERS = frozenset({"president", "prime minister", "chancellor", "leader"})
# What a pair can be: "the two ministers", "both nations".
PAIRED_PEOPLE = word_set(
    "minister president leader premier chancellor general commander chief head man politician "
    "diplomat official secretary colleague counterpart"
)
PAIRED_STATES = word_set("nation country state side party government neighbour neighbor ally capital")

# Before a name: whom the text will call "he", whom "she".
BEFORE_HIM = word_set("mr mr. sir lord king prince spokesman chairman congressman businessman father")
BEFORE_HER = word_set("mrs mrs. ms ms. miss lady madam queen princess spokeswoman chairwoman congresswoman")


def pronoun_of(nouns: Iterable[str]) -> str | None:
    """Return whether somebody called by some words is "he" or "she"; None if they don't tell."""
    told = set(nouns)
    return "he" if told & BEFORE_HIM else "she" if told & BEFORE_HER else None


# Somebody else than who holds an office.
NOT_HOLDER = word_set("former ex deputy then late acting vice next future previous assistant predecessor")

HONORIFICS = word_set(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady madam president minister secretary general gen "
    "gen. colonel col col. senator sen sen. chairman administrator ranking member"
)
# Labels of transcripts that name nobody.
LABEL_ROLES = {
    "q": "unnamed questioner",
    "question": "unnamed questioner",
    "remark": "unnamed participant",
    "a": "unnamed respondent",
    "answer": "unnamed respondent",
    "reply": "unnamed respondent",
    "response": "unnamed respondent",
}

# What is issued, so that its issuer speaks: "released a statement saying".
DOCUMENTS = word_set(
    "ad announcement article book brief bulletin comment communique communiqué criticism declaration "
    "editorial email interview letter mail memo message note op-ed page paper post readout release "
    "remark report resolution speech statement text tweet video word"
)
# What happens doesn't speak: that a meeting "underscored" or "touched on" something is the writer's reading.
HAPPENINGS = word_set(
    "meeting discussion talk session summit visit trip tour ceremony exercise drill manoeuvre maneuver "
    "parade deployment buildup build-up move step decision development event incident escalation crisis "
    "conflict war attack invasion cooperation partnership relationship tie integration presence posture"
)
